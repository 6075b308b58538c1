--liquibase formatted sql logicalFilePath:sql/etl/0136-signs-of-life.sql

--changeset tds:etl-signs-of-life
alter table etl.nodes add column seen_at timestamptz;
comment on column etl.nodes.seen_at is 'When the process last showed that it goes on, once a minute; null if it never did. A process that hangs holds its lock, and shows nothing.';
