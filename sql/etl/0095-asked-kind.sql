--liquibase formatted sql logicalFilePath:sql/etl/0095-asked-kind.sql

--changeset tds:etl-runs-asked-kind
alter table etl.runs add column asked_kind text not null default 'PERSON'
  check (asked_kind in ('PERSON', 'SCHEDULE', 'WEBHOOK', 'RECOVERY', 'FIRST_IMPORT'));
update etl.runs set asked_kind = case asked_by when 'schedule' then 'SCHEDULE' when 'webhook' then 'WEBHOOK'
  when 'webhook recovery' then 'RECOVERY' else 'FIRST_IMPORT' end
where asked_by in ('schedule', 'webhook', 'webhook recovery', 'first import');
drop index etl.runs_of_deliveries;
create index runs_of_deliveries on etl.runs (organization_id, asked_at) where asked_kind = 'WEBHOOK';
comment on column etl.runs.asked_kind is 'What kind of asker asked for the run: PERSON, SCHEDULE, WEBHOOK, RECOVERY (the upkeep of webhooks) or FIRST_IMPORT. Only the kind decides what the run may do.';
comment on column etl.runs.asked_by is 'Who or what asked for the run, by name: a user, a key, the command line, the schedule, webhooks.';
