--liquibase formatted sql logicalFilePath:sql/etl/0150-not-allowed.sql

--changeset tds:not-allowed
comment on column etl.runs.failure is 'Why the run did not complete, as a word: THROTTLED, UNAVAILABLE, DENIED, NOT_ALLOWED, GONE, REFUSED, UNUSABLE, DELETIONS, NOT_HAD, COUNTS, PROCESS_GONE or UNFORESEEN.';
