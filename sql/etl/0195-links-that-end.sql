--liquibase formatted sql logicalFilePath:sql/etl/0195-links-that-end.sql

--changeset tds:etl-links-that-end
alter table etl.api_keys add column ends_at timestamptz;
comment on column etl.api_keys.ends_at is 'When the key ends by itself; null if it does not.';
