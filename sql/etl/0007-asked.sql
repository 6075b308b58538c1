--liquibase formatted sql logicalFilePath:sql/etl/0007-asked.sql

--changeset tds:etl-runs-asked
alter table etl.runs drop constraint runs_mode_check;
alter table etl.runs add constraint runs_mode_check check (mode in ('FULL', 'DELTA', 'BY_ID', 'RANGE'));
alter table etl.runs add column ids text[];
alter table etl.runs add column ids_left text[];
alter table etl.runs add column range_from date;
alter table etl.runs add column range_to date;
alter table etl.runs add constraint runs_ids check (
  (mode = 'BY_ID') = (ids is not null) and (ids is null) = (ids_left is null)
  and cardinality(ids) > 0 and ids @> ids_left);
alter table etl.runs add constraint runs_range check (
  (mode = 'RANGE') = (range_from is not null or range_to is not null) and range_from <= range_to);
comment on column etl.runs.mode is 'FULL reads everything, DELTA what changed since the watermark, BY_ID the documents of some records, RANGE what is dated within some days.';
comment on column etl.runs.ids is 'The records that a BY_ID run was asked for, each once, in order.';
comment on column etl.runs.ids_left is 'Those of them whose document has still to be had; they leave in the transaction that writes it.';
comment on column etl.runs.range_from is 'The first day that a RANGE run was asked for; null has no beginning.';
comment on column etl.runs.range_to is 'The last day that a RANGE run was asked for; null has no end.';
comment on column etl.runs.read is 'Records listed, or fetched by id; equals inserted + updated + unchanged + duplicates + quarantined.';
