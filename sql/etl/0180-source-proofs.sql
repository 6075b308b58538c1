--liquibase formatted sql logicalFilePath:sql/etl/0180-source-proofs.sql

--changeset tds:etl-runs-compare
alter table etl.runs drop constraint runs_mode_check;
alter table etl.runs add constraint runs_mode_check check (
  mode in ('FULL', 'DELTA', 'BY_ID', 'RANGE', 'DOCUMENTS', 'REPLAY', 'SHADOW', 'RETRY', 'VERIFY', 'COMPARE'));
comment on column etl.runs.mode is 'FULL reads everything, DELTA what changed since the watermark, BY_ID some records, RANGE those of some days, DOCUMENTS complete documents that wait. COMPARE asks the source for count and sums, or for some documents, and writes no row. Without the source: REPLAY translates kept payloads again, SHADOW does so beside the tables and swaps at its end, RETRY translates what is in quarantine again, VERIFY compares the tables with what kept payloads say and writes nothing there.';

--changeset tds:etl-verifications-source
alter table etl.verifications drop constraint verifications_kind_check;
alter table etl.verifications add constraint verifications_kind_check check (
  kind in ('LIST', 'WINDOW', 'DOCUMENTS', 'REPAIR', 'SOURCE', 'SAMPLE'));
comment on column etl.verifications.kind is 'LIST: every row, after a full import. WINDOW: the rows that a delta has listed, and those that were written since the last comparison. DOCUMENTS: every row, without asking the source. REPAIR: the rows that differed before. SOURCE: count and sums that the source says itself, narrowed to records where they differ. SAMPLE: documents that were chosen by chance and fetched again.';

--changeset tds:etl-source-totals
create table etl.source_totals (
  organization_id text not null,
  job text not null,
  looked_at timestamptz not null,
  run_id bigint not null,
  count_name text,
  sum_names text[] not null,
  sum_columns text[] not null,
  sentence text not null,
  primary key (organization_id, job),
  check (cardinality(sum_names) = cardinality(sum_columns))
);
comment on table etl.source_totals is 'Which numbers a source says of a whole list, as found out by counting a page by hand.';
comment on column etl.source_totals.looked_at is 'When that was; it is looked again after a month.';
comment on column etl.source_totals.run_id is 'The run that looked.';
comment on column etl.source_totals.count_name is 'What the source calls the number of records; null if it does not say it, so that samples are compared instead.';
comment on column etl.source_totals.sum_names is 'What it calls its sums.';
comment on column etl.source_totals.sum_columns is 'The column that each of them is the sum of.';
comment on column etl.source_totals.sentence is 'The same for a person.';

--changeset tds:etl-verifications-of-everything
create index verifications_of_everything on etl.verifications (organization_id, job, kind, ended_at)
  where kind in ('DOCUMENTS', 'SOURCE', 'SAMPLE');
