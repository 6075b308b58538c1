--liquibase formatted sql logicalFilePath:sql/reporting/sync_success.sql

--changeset tds:sync-success runOnChange:true
create or replace view reporting.sync_success as
-- Each bound is reckoned once: to ask for the hour of now in every row takes ten times as long as to read the rows.
with past as (
  select organization_id, job,
    sum(runs) filter (where hour >= (select date_trunc('hour', now(), 'UTC') - interval '1 hour')) as runs_1h,
    sum(ok) filter (where hour >= (select date_trunc('hour', now(), 'UTC') - interval '1 hour')) as ok_1h,
    sum(runs) filter (where hour >= (select date_trunc('hour', now(), 'UTC') - interval '1 day')) as runs_24h,
    sum(ok) filter (where hour >= (select date_trunc('hour', now(), 'UTC') - interval '1 day')) as ok_24h,
    sum(runs) as runs_7d, sum(ok) as ok_7d
  from (
    select organization_id, job, hour, runs, case when outcome = 'COMPLETED' then runs end as ok
    from etl.runs_by_hour
    where hour >= date_trunc('hour', now(), 'UTC') - interval '7 days' and etl.asks_source(mode) and mode <> 'COMPARE'
      and outcome in ('COMPLETED', 'FAILED', 'ABANDONED')) as ended
  group by organization_id, job),
sums as (
  select state.organization_id, state.job, coalesce(sum(runs_1h), 0) as runs_1h, coalesce(sum(ok_1h), 0) as ok_1h,
    coalesce(sum(runs_24h), 0) as runs_24h, coalesce(sum(ok_24h), 0) as ok_24h, coalesce(sum(runs_7d), 0) as runs_7d,
    coalesce(sum(ok_7d), 0) as ok_7d
  from etl.job_state as state
  join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
  left join past on past.organization_id = state.organization_id and past.job = state.job
  group by grouping sets ((state.organization_id, state.job), (state.organization_id)))
select organization_id, job, runs_1h, ok_1h, ok_1h / nullif(runs_1h, 0) as rate_1h, runs_24h, ok_24h,
  ok_24h / nullif(runs_24h, 0) as rate_24h, runs_7d, ok_7d, ok_7d / nullif(runs_7d, 0) as rate_7d
from sums;

comment on view reporting.sync_success is 'How many runs that read from the source succeed. Windows are whole hours: this hour and the hours before. Parked and stopped runs count as neither.';
comment on column reporting.sync_success.job is 'Null in the row of all jobs of the organization together.';
comment on column reporting.sync_success.runs_1h is 'Runs that completed, failed or were given up in this hour and the hour before.';
comment on column reporting.sync_success.ok_1h is 'Of these, runs that completed.';
comment on column reporting.sync_success.rate_1h is 'Their share, from 0 to 1; null if there were no runs.';
comment on column reporting.sync_success.runs_24h is 'The same for this hour and the 24 hours before.';
comment on column reporting.sync_success.ok_24h is 'Of these, runs that completed.';
comment on column reporting.sync_success.rate_24h is 'Their share; null if there were no runs.';
comment on column reporting.sync_success.runs_7d is 'The same for this hour and the seven days before.';
comment on column reporting.sync_success.ok_7d is 'Of these, runs that completed.';
comment on column reporting.sync_success.rate_7d is 'Their share; null if there were no runs.';
