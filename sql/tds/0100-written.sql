--liquibase formatted sql logicalFilePath:sql/tds/0100-written.sql

--changeset tds:written splitStatements:false
-- Each delta asks which rows were written lately. Such an index is a few pages, and costs a first import next to nothing.
do $$
declare
  row_table name;
begin
  for row_table in
    select relname from pg_class where relnamespace = 'tds'::regnamespace and relkind = 'r' and exists (
      select from pg_attribute where attrelid = pg_class.oid and attname = 'fingerprint' and not attisdropped)
  loop
    execute format('create index %I on tds.%I using brin (synced_at) with (pages_per_range = 16, autosummarize = on)',
      row_table || '_written', row_table);
  end loop;
end
$$;
