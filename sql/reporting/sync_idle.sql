--liquibase formatted sql logicalFilePath:sql/reporting/sync_idle.sql

--changeset tds:sync-idle runOnChange:true
create or replace view reporting.sync_idle as
select organization.organization_id, max(state.answered_at) as answered_at, now() - max(state.answered_at) as idle,
  max(state.last_ended_at) as last_run_ended_at
from tds.organizations as organization
left join etl.job_state as state on state.organization_id = organization.organization_id
where organization.is_mirrored
group by organization.organization_id;

comment on view reporting.sync_idle is 'Since when nothing has been heard from the source.';
comment on column reporting.sync_idle.answered_at is 'When the source last answered a run, as far as that run has ended; null if it never did.';
comment on column reporting.sync_idle.idle is 'How long ago that is.';
comment on column reporting.sync_idle.last_run_ended_at is 'When a run of the organization last ended, however.';
