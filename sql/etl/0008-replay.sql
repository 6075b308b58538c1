--liquibase formatted sql logicalFilePath:sql/etl/0008-replay.sql

--changeset tds:runs-replay
alter table etl.runs drop constraint if exists runs_mode_check;
alter table etl.runs add constraint runs_mode_check
  check (mode in ('FULL', 'DELTA', 'BY_ID', 'RANGE', 'REPLAY', 'SHADOW', 'RETRY'));
comment on column etl.runs.mode is 'FULL reads everything, DELTA what changed since the watermark, BY_ID some records, RANGE those of some days. Without the source: REPLAY translates kept payloads again, SHADOW does so beside the tables and swaps at its end, RETRY translates what is in quarantine again.';

--changeset tds:shadow
create schema if not exists shadow;
comment on schema shadow is 'Tables that a replay builds beside those of schema tds; empty when none runs';

--changeset tds:quarantine-fingerprint
alter table etl.quarantine add column fingerprint bytea;
comment on column etl.quarantine.fingerprint is 'The record''s fingerprint; null if it was put aside by a version that did not keep it.';

--changeset tds:sightings
create table etl.sightings (
  organization_id text not null,
  source_id text not null,
  payload_hash bytea not null,
  seen_at timestamptz not null,
  run_id bigint not null,
  primary key (organization_id, source_id, payload_hash, seen_at)
);
comment on table etl.sightings is 'Documents of etl.payloads that came back after another one had taken their place; the first time is in etl.payloads.';
comment on column etl.sightings.payload_hash is 'Which document.';
comment on column etl.sightings.seen_at is 'When it was seen again.';
comment on column etl.sightings.run_id is 'The run that saw it.';

--changeset tds:retention
create index payloads_first_seen on etl.payloads using brin (first_seen_at);
create table etl.retention (
  one boolean primary key default true check (one),
  superseded_until timestamptz not null,
  purged_at timestamptz not null
);
comment on table etl.retention is 'How far old versions in etl.payloads have been removed; one row.';
comment on column etl.retention.superseded_until is 'Versions that another one had replaced by then are gone, unless a row was made from them.';
comment on column etl.retention.purged_at is 'When that was done.';

--changeset tds:quarantine-by-cause runOnChange:true
create or replace view etl.quarantine_by_cause as
select
  organization_id,
  job,
  field,
  kind as cause,
  count(*) as records,
  (array_agg(source_id order by last_seen_at desc, source_id))[1:3] as examples,
  min(first_seen_at) as oldest,
  max(last_seen_at) as newest,
  min(cause) as for_example
from (
  select *, regexp_replace(regexp_replace(cause, '"([^"\\]|\\.)*"', '"…"', 'g'), '[0-9]+', 'N', 'g') as kind
  from etl.quarantine) as entries
group by organization_id, job, field, kind;

comment on view etl.quarantine_by_cause is 'What is in etl.quarantine, one row for each field and cause.';
comment on column etl.quarantine_by_cause.cause is 'What is wrong and what to do; … stands for the value, N for a number.';
comment on column etl.quarantine_by_cause.records is 'How many records it keeps out.';
comment on column etl.quarantine_by_cause.examples is 'Up to three of them, those seen last.';
comment on column etl.quarantine_by_cause.oldest is 'Since when.';
comment on column etl.quarantine_by_cause.newest is 'When the source last sent one of them so.';
comment on column etl.quarantine_by_cause.for_example is 'One of the causes, with its value.';
