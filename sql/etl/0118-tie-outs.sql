--liquibase formatted sql logicalFilePath:sql/etl/0118-tie-outs.sql

--changeset tds:etl-tie-outs
create table etl.tie_outs (
  organization_id text not null,
  check_name text not null,
  checked_at timestamptz not null,
  checked bigint not null,
  differences bigint not null,
  examples text[] not null,
  primary key (organization_id, check_name)
);
comment on table etl.tie_outs is 'Sums that have to agree within the mirror, and whether they did when they were last checked, at the end of each full import.';
comment on column etl.tie_outs.check_name is 'What was compared, such as lines.';
comment on column etl.tie_outs.checked is 'How many records were compared.';
comment on column etl.tie_outs.differences is 'How many of these do not agree.';
comment on column etl.tie_outs.examples is 'The first 20 of those, by the ids of the source.';
