--liquibase formatted sql logicalFilePath:sql/etl/0210-shown-since.sql

--changeset tds:etl-provisional-shown
alter table etl.provisional add column shown_at timestamptz;

comment on column etl.provisional.shown_at is
  'The newest time with which Zoho has shown the record since the delivery; null if Zoho has not shown it, or shows this version.';
