--liquibase formatted sql logicalFilePath:sql/etl/0098-verifications.sql

--changeset tds:etl-verifications
create table etl.verifications (
  run_id bigint primary key,
  organization_id text not null,
  job text not null,
  kind text not null check (kind in ('LIST', 'WINDOW', 'DOCUMENTS', 'REPAIR')),
  window_from timestamptz,
  window_to timestamptz,
  compared bigint not null,
  equal bigint not null,
  differing bigint not null,
  repaired bigint not null,
  calls bigint not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  concluded boolean not null default false,
  verified_through timestamptz,
  held_by text,
  check (compared = equal + differing)
);
create index verifications_history on etl.verifications (organization_id, job, run_id desc);
comment on table etl.verifications is 'What was read back from the tables and compared, field by field, with what the source had said: one row for each run that did so.';
comment on column etl.verifications.kind is 'LIST: every row, after a full import. WINDOW: the rows that a delta has listed, and those that were written since the last comparison. DOCUMENTS: every row, without asking the source. REPAIR: the rows that differed before.';
comment on column etl.verifications.window_from is 'Modifications from this instant on were listed; null from the beginning.';
comment on column etl.verifications.window_to is 'Modifications up to this instant were listed: the upper bound of the run, frozen before its first call. Null if nothing was listed.';
comment on column etl.verifications.compared is 'Records that were compared, those that are missing included.';
comment on column etl.verifications.equal is 'Records of which the row and all its parts say what the source had said.';
comment on column etl.verifications.differing is 'Records that differ, see etl.differences.';
comment on column etl.verifications.repaired is 'Differences that were open before and are not there any more.';
comment on column etl.verifications.calls is 'Requests to the source that were made for the comparison.';
comment on column etl.verifications.concluded is 'Whether the run came to its end, so that the comparison counts.';
comment on column etl.verifications.verified_through is 'Up to which modifications the job was verified afterwards.';
comment on column etl.verifications.held_by is 'Why that is not later; null if nothing is in the way.';

create table etl.differences (
  difference_id bigint generated always as identity primary key,
  organization_id text not null,
  job text not null,
  table_name text not null,
  source_id text not null,
  part_id text not null default '',
  field text not null,
  here text,
  there text,
  found_by_run bigint not null,
  since timestamptz not null,
  repair_asked_at timestamptz,
  repaired_at timestamptz,
  repaired_by_run bigint
);
create unique index differences_open on etl.differences (organization_id, job, source_id, table_name, part_id, field)
  where repaired_at is null;
create index differences_history on etl.differences (organization_id, job, source_id);
comment on table etl.differences is 'Fields of rows of schema tds that did not say what the source had said.';
comment on column etl.differences.table_name is 'The table of schema tds.';
comment on column etl.differences.source_id is 'The record.';
comment on column etl.differences.part_id is 'Its part, such as a line; empty if it is about the record itself.';
comment on column etl.differences.field is 'The column; "row" if the row is missing or should not be there, "document" if what it was made from cannot be used.';
comment on column etl.differences.here is 'What the table said, as text.';
comment on column etl.differences.there is 'What the source had said, as text.';
comment on column etl.differences.found_by_run is 'The run that found the difference.';
comment on column etl.differences.since is 'When that was.';
comment on column etl.differences.repair_asked_at is 'When a run was asked to repair the record; a difference that is open after that is an alarm.';
comment on column etl.differences.repaired_at is 'When the difference was seen to be gone; null while it is open.';
comment on column etl.differences.repaired_by_run is 'The run that saw that.';

alter table etl.job_state add column fresh_at timestamptz;
alter table etl.job_state add column complete_through timestamptz;
alter table etl.job_state add column compared_through timestamptz;
alter table etl.job_state add column verified_through timestamptz;
alter table etl.job_state add column verification_held_by text;
comment on column etl.job_state.fresh_at is 'When the source was last looked at from end to end: the upper bound of the last complete run.';
comment on column etl.job_state.complete_through is 'Everything that was modified until then is in the tables, with its complete documents; nothing of it is in quarantine.';
comment on column etl.job_state.compared_through is 'An unbroken chain of windows up to then was read back and compared, whether it was equal or not.';
comment on column etl.job_state.verified_through is 'Everything that was modified until then was read back and compared, field by field, after it had been written, and was equal or has been repaired since.';
comment on column etl.job_state.verification_held_by is 'Why verified_through is not later; null if nothing is in the way.';
