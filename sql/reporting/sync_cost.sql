--liquibase formatted sql logicalFilePath:sql/reporting/sync_cost.sql

--changeset tds:sync-cost runOnChange:true
create or replace view reporting.sync_cost as
with past as (
  select organization_id, job, sum(calls) as calls, sum(inserted + updated + deleted) as changed
  from etl.runs_by_hour
  where hour >= date_trunc('hour', now(), 'UTC') - interval '7 days' and etl.asks_source(mode)
  group by organization_id, job),
sums as (
  select state.organization_id, state.job, coalesce(sum(past.calls), 0) as calls, coalesce(sum(past.changed), 0) as changed
  from etl.job_state as state
  join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
  left join past on past.organization_id = state.organization_id and past.job = state.job
  group by grouping sets ((state.organization_id, state.job), (state.organization_id)))
select organization_id, job, calls, changed, calls / nullif(changed, 0) as calls_per_change from sums;

comment on view reporting.sync_cost is 'What a changed row costs, by the runs that ended in this hour and the seven days before.';
comment on column reporting.sync_cost.job is 'Null in the row of all jobs of the organization together.';
comment on column reporting.sync_cost.calls is 'Requests to the source.';
comment on column reporting.sync_cost.changed is 'Rows inserted, updated or marked as deleted.';
comment on column reporting.sync_cost.calls_per_change is 'Requests for each of them; null if nothing changed.';
