--liquibase formatted sql logicalFilePath:sql/etl/0080-asked-ids.sql

--changeset tds:etl-asked-ids
-- Whether one array contains another is compared element by element, and nothing can cancel that.
alter table etl.runs drop constraint runs_ids;
alter table etl.runs add constraint runs_ids check (
  (mode = 'BY_ID') = (ids is not null) and (ids is null) = (ids_left is null) and cardinality(ids) > 0);
create index runs_of_deliveries on etl.runs (organization_id, asked_at) where asked_by = 'webhook';
comment on column etl.runs.ids is 'The records that a BY_ID run was asked for, each once, in order; at most 1,000.';
