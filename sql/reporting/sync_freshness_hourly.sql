--liquibase formatted sql logicalFilePath:sql/reporting/sync_freshness_hourly.sql

--changeset tds:etl-fresh-hours splitStatements:false runOnChange:true
-- From the end of one complete run to the end of the next, what was seen is as new as the first of them had seen. Runs before
-- the first hour say how the first hour began. Who reads the views below needs no right to what they are made from.
create or replace function etl.fresh_hours(first_hour timestamptz, runs_before interval)
returns table (organization_id text, job text, hour timestamptz, fresh_share numeric, seconds_known numeric)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
with seen as (
  select run.organization_id, run.job, run.finished_at as since,
    coalesce(lead(run.finished_at) over following, now()) as until,
    max(run.until) over (partition by run.organization_id, run.job order by run.finished_at, run.run_id) + state.freshness as good_until
  from etl.runs as run
  join etl.job_state as state on state.organization_id = run.organization_id and state.job = run.job
  join tds.organizations as organization on organization.organization_id = run.organization_id and organization.is_mirrored
  where run.outcome = 'COMPLETED' and run.mode in ('FULL', 'DELTA') and state.freshness is not null
    and run.finished_at > first_hour - runs_before
  window following as (partition by run.organization_id, run.job order by run.finished_at, run.run_id)),
parts as (
  select seen.organization_id, seen.job, hour.hour, greatest(seen.since, hour.hour) as since,
    least(seen.until, hour.hour + interval '1 hour') as until, seen.good_until
  from seen
  cross join lateral generate_series(
    greatest(date_trunc('hour', seen.since, 'UTC'), first_hour), seen.until, interval '1 hour') as hour (hour)
  where seen.until > first_hour and hour.hour < seen.until and seen.since < hour.hour + interval '1 hour')
select organization_id, job, hour,
  sum(extract(epoch from greatest(interval '0', least(until, good_until) - since)))
    / nullif(sum(extract(epoch from until - since)), 0) as fresh_share,
  sum(extract(epoch from until - since)) as seconds_known
from parts group by organization_id, job, hour
$$;
comment on function etl.fresh_hours(timestamptz, interval) is 'For which share of each hour since the first one a job was as new as its file wants, from the runs since then and some before.';

--changeset tds:sync-freshness-hourly runOnChange:true
create or replace view reporting.sync_freshness_hourly as
select organization_id, job, hour, fresh_share, seconds_known
from etl.fresh_hours(date_trunc('hour', now(), 'UTC') - interval '35 days', interval '1 day');

comment on view reporting.sync_freshness_hourly is 'For which share of each hour of the last 35 days a job was as new as its file wants. An hour that is not here is unknown, not fresh.';
comment on column reporting.sync_freshness_hourly.hour is 'When the hour began.';
comment on column reporting.sync_freshness_hourly.fresh_share is 'From 0 to 1, of the seconds that are known.';
comment on column reporting.sync_freshness_hourly.seconds_known is 'Seconds of the hour of which that is known: those since the first complete run, up to now.';

--changeset tds:sync-freshness-day runOnChange:true
create or replace view reporting.sync_freshness_day as
select organization_id, job, hour, fresh_share, seconds_known
from etl.fresh_hours(date_trunc('hour', now(), 'UTC') - interval '23 hours', interval '8 days');

comment on view reporting.sync_freshness_day is 'The same as reporting.sync_freshness_hourly for the last 24 hours, the present one included, for pages that ask often.';
comment on column reporting.sync_freshness_day.hour is 'When the hour began.';
comment on column reporting.sync_freshness_day.fresh_share is 'From 0 to 1, of the seconds that are known.';
comment on column reporting.sync_freshness_day.seconds_known is 'Seconds of the hour of which that is known: those since the first complete run, up to now.';
