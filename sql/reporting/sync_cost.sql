--liquibase formatted sql logicalFilePath:sql/reporting/sync_cost.sql

--changeset tds:sync-cost runOnChange:true
create or replace view reporting.sync_cost as
with sums as (
  select state.organization_id, state.job, coalesce(sum(past.calls), 0) as calls,
    coalesce(sum(past.inserted + past.updated + past.deleted), 0) as changed
  from etl.job_state as state
  join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
  left join etl.runs_by_hour as past on past.organization_id = state.organization_id and past.job = state.job
    and past.hour >= date_trunc('hour', now(), 'UTC') - interval '7 days'
    and past.mode not in ('REPLAY', 'SHADOW', 'RETRY', 'VERIFY')
  group by grouping sets ((state.organization_id, state.job), (state.organization_id)))
select organization_id, job, calls, changed, calls / nullif(changed, 0) as calls_per_change from sums;

comment on view reporting.sync_cost is 'What a changed row costs, by the runs that ended in this hour and the seven days before.';
comment on column reporting.sync_cost.job is 'Null in the row of all jobs of the organization together.';
comment on column reporting.sync_cost.calls is 'Requests to the source.';
comment on column reporting.sync_cost.changed is 'Rows inserted, updated or marked as deleted.';
comment on column reporting.sync_cost.calls_per_change is 'Requests for each of them; null if nothing changed.';
