--liquibase formatted sql logicalFilePath:sql/reporting/tds_reader.sql

--changeset tds:events-to-read runOnChange:true
create or replace view reporting.events as select * from etl.events;
comment on view reporting.events is 'What has changed, in order: etl.events, for those who may read the mirror only.';

--changeset tds:reader splitStatements:false runOnChange:true
create or replace function etl.let_read(reader name) returns void language plpgsql as $$
begin
  execute format('grant usage on schema tds, reporting to %I', reader);
  execute format('grant select on all tables in schema tds, reporting to %I', reader);
  -- What newer versions add.
  execute format('alter default privileges in schema tds grant select on tables to %I', reader);
  execute format('alter default privileges in schema reporting grant select on tables to %I', reader);
  execute format('grant execute on function tds.as_of(regclass, timestamptz, text) to %I', reader);
  -- What tds.as_of reads. Nobody can name these tables who may not use schema etl.
  execute format('grant select on etl.kept, etl.payloads, etl.sightings to %I', reader);
end
$$;
comment on function etl.let_read(name) is 'Lets a role read schemas tds and reporting and ask tds.as_of, and nothing else. Role tds_reader has it already if this application was allowed to make that role.';
revoke execute on function tds.as_of(regclass, timestamptz, text) from public;

do $$
begin
  if not exists (select from pg_roles where rolname = 'tds_reader') then
    create role tds_reader nologin;
  end if;
exception
  -- Made by another database of this server at the same moment.
  when duplicate_object or unique_violation then null;
  -- Somebody who may makes the role, and then calls etl.let_read.
  when insufficient_privilege then null;
end
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'tds_reader') then
    perform etl.let_read('tds_reader');
  end if;
end
$$;
