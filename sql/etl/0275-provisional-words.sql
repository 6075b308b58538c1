--liquibase formatted sql logicalFilePath:sql/etl/0275-provisional-words.sql

--changeset tds:etl-provisional-words
comment on table etl.provisional is
  'Versions that only a webhook has told of. A list row or a fetched document confirms a version. If none has within an hour, the record is fetched, and the answer is right if it is as new as what Zoho has shown since.';
comment on column etl.hydration.provisional is
  'Only a webhook has told of the version that is waited for. An hour after queued_at, a document decides that is as new as the list row: if it is older than the webhook, the webhook was wrong.';
