--liquibase formatted sql logicalFilePath:sql/etl/0003-quarantine.sql

--changeset tds:etl-quarantine
create table etl.quarantine (
  organization_id text not null,
  job text not null,
  source_id text not null,
  field text not null,
  cause text not null,
  payload text not null,
  payload_hash bytea not null,
  run_id bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  times_seen integer not null default 1,
  primary key (organization_id, job, source_id)
);
comment on table etl.quarantine is 'Records that could not be used. A record leaves when a later version of it can be.';
comment on column etl.quarantine.source_id is 'The record''s id, or sha256:<hex> of its payload if it has none.';
comment on column etl.quarantine.field is 'The field to look at, in the source''s name.';
comment on column etl.quarantine.cause is 'What is wrong with it and what to do.';
comment on column etl.quarantine.payload is 'The record as it was sent.';
comment on column etl.quarantine.run_id is 'The run that saw it last.';

--changeset tds:etl-remarks
create table etl.remarks (
  organization_id text not null,
  job text not null,
  source_id text not null,
  field text not null,
  remark text not null,
  run_id bigint not null,
  noted_at timestamptz not null,
  primary key (organization_id, job, source_id, field)
);
comment on table etl.remarks is 'Values that had to be changed to be stored, and how; the payload keeps what was sent.';
comment on column etl.remarks.field is 'The field, in the source''s name.';
comment on column etl.remarks.remark is 'What was changed.';
