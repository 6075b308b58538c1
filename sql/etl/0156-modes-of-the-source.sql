--liquibase formatted sql logicalFilePath:sql/etl/0156-modes-of-the-source.sql

--changeset tds:etl-modes-of-the-source splitStatements:false runOnChange:true
create or replace function etl.asks_source(mode text) returns boolean language sql immutable parallel safe as $$
  select mode not in ('REPLAY', 'SHADOW', 'RETRY', 'VERIFY')
$$;

comment on function etl.asks_source is 'Whether runs of this mode ask the source. Runs of the other modes read only what is kept, and say nothing about the source.';
