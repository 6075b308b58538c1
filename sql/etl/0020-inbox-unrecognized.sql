--liquibase formatted sql logicalFilePath:sql/etl/0020-inbox-unrecognized.sql

--changeset tds:etl-inbox-unrecognized
create index inbox_unrecognized on etl.inbox (inbox_id) where problem is not null;
comment on column etl.inbox.problem is 'Why it is not recognized; null if it is. The next start looks whether a job recognizes it by then.';
