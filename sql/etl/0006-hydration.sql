--liquibase formatted sql logicalFilePath:sql/etl/0006-hydration.sql

--changeset tds:etl-hydration
create table etl.hydration (
  organization_id text not null,
  job text not null,
  source_id text not null,
  source_modified_at timestamptz,
  queued_at timestamptz not null,
  attempts integer not null default 0,
  primary key (organization_id, job, source_id)
);
create index hydration_newest on etl.hydration (organization_id, job, attempts, source_modified_at desc nulls last);
comment on table etl.hydration is 'Records whose complete document has still to be fetched, since their list row is new or has changed.';
comment on column etl.hydration.source_modified_at is 'Of the list row; the newest are fetched first.';
comment on column etl.hydration.attempts is 'How often the document could not be had; those that fail come last.';

--changeset tds:etl-listed
create table etl.listed (
  run_id bigint not null,
  source_ids text[] not null
);
create index listed_run on etl.listed (run_id);
comment on table etl.listed is 'The ids that a full run has seen, a row per commit; whatever it has not seen at its end may have been deleted.';

--changeset tds:etl-runs-details
alter table etl.runs add column details bigint not null default 0;
comment on column etl.runs.details is 'Complete documents fetched.';
