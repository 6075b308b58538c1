--liquibase formatted sql logicalFilePath:sql/etl/0072-deletions.sql

--changeset tds:etl-deletions
alter table etl.runs add column missing bigint, add column accept_deletions bigint;
comment on column etl.runs.missing is 'Of a full import that refused to mark deletions, how many rows the list did not show.';
comment on column etl.runs.accept_deletions is 'How many missing rows an admin has said are meant to be deleted; null if nobody has. Each is still confirmed.';

create table etl.swept (
  run_id bigint not null,
  source_id text not null,
  gone boolean not null,
  primary key (run_id, source_id)
);
comment on table etl.swept is 'What a sweep has learned so far of the records that a list did not show, so that a sweep that is stopped goes on. Deletions are marked together at the end.';
comment on column etl.swept.gone is 'Whether the source does not know the record.';
