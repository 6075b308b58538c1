--liquibase formatted sql logicalFilePath:sql/reporting/sync_daily.sql

--changeset tds:sync-daily runOnChange:true
create or replace view reporting.sync_daily as
with summed as (
  select past.organization_id, past.job, (past.hour at time zone organization.time_zone)::date as day,
    sum(past.runs) filter (where past.outcome in ('COMPLETED', 'FAILED', 'ABANDONED')) as runs,
    coalesce(sum(past.runs) filter (where past.outcome = 'COMPLETED'), 0) as succeeded,
    sum(past.read) as read, sum(past.inserted) as inserted, sum(past.updated) as updated, sum(past.deleted) as deleted,
    sum(past.quarantined) as quarantined, sum(past.calls) as calls
  from etl.runs_by_hour as past
  join tds.organizations as organization on organization.organization_id = past.organization_id and organization.is_mirrored
  where past.mode not in ('REPLAY', 'SHADOW', 'RETRY', 'VERIFY')
  group by 1, 2, 3),
timed as (
  select run.organization_id, run.job, (run.finished_at at time zone organization.time_zone)::date as day,
    percentile_cont(0.5) within group (order by extract(epoch from run.finished_at - run.started_at)) as seconds_p50,
    percentile_cont(0.95) within group (order by extract(epoch from run.finished_at - run.started_at)) as seconds_p95,
    sum(run.waited_ms) / 1000.0 / nullif(sum(extract(epoch from run.finished_at - run.started_at)), 0) as waiting_share
  from etl.runs as run
  join tds.organizations as organization on organization.organization_id = run.organization_id and organization.is_mirrored
  where run.outcome = 'COMPLETED' and run.mode not in ('REPLAY', 'SHADOW', 'RETRY', 'VERIFY')
  group by 1, 2, 3)
select summed.organization_id, summed.job, summed.day, coalesce(summed.runs, 0) as runs, summed.succeeded,
  summed.succeeded / nullif(summed.runs, 0) as success_rate, summed.read, summed.inserted, summed.updated, summed.deleted,
  summed.quarantined, summed.calls,
  summed.calls / nullif(summed.inserted + summed.updated + summed.deleted, 0) as calls_per_change,
  timed.seconds_p50, timed.seconds_p95, least(1, timed.waiting_share) as waiting_share
from summed left join timed using (organization_id, job, day);

comment on view reporting.sync_daily is 'What runs that read from the source did on each day, by job.';
comment on column reporting.sync_daily.day is 'The day in the time zone of the organization on which the runs ended.';
comment on column reporting.sync_daily.runs is 'Runs that completed, failed or were given up. Parked and stopped ones count as neither.';
comment on column reporting.sync_daily.succeeded is 'Of these, runs that completed.';
comment on column reporting.sync_daily.success_rate is 'Their share, from 0 to 1; null if there were no runs.';
comment on column reporting.sync_daily.read is 'Records read.';
comment on column reporting.sync_daily.inserted is 'Rows that were new.';
comment on column reporting.sync_daily.updated is 'Rows that were changed.';
comment on column reporting.sync_daily.deleted is 'Rows that were marked as deleted.';
comment on column reporting.sync_daily.quarantined is 'Records that could not be used.';
comment on column reporting.sync_daily.calls is 'Requests to the source.';
comment on column reporting.sync_daily.calls_per_change is 'Requests for each row that was new, changed or deleted; null if nothing changed.';
comment on column reporting.sync_daily.seconds_p50 is 'Half of the runs that completed took no longer; null if etl.runs does not have them any more.';
comment on column reporting.sync_daily.seconds_p95 is '95 % of them took no longer.';
comment on column reporting.sync_daily.waiting_share is 'The share of their time in which they waited for a limit of calls, from 0 to 1.';
