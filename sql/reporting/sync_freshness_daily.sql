--liquibase formatted sql logicalFilePath:sql/reporting/sync_freshness_daily.sql

--changeset tds:etl-keep-fresh-days splitStatements:false runOnChange:true
-- Days that are over and not kept yet, 31 at most: as long as the runs of a day are there, the day follows from them.
create or replace function etl.keep_fresh_days(at timestamptz) returns bigint language plpgsql as $$
declare
  first timestamptz;
  added bigint := 0;
begin
  select min(greatest(
      (coalesce(kept.last + 1, '-infinity'::date)::timestamp at time zone organization.time_zone), at - interval '31 days'))
    into first
  from tds.organizations as organization
  left join lateral (select max(past.day) as last from etl.fresh_by_day as past
    where past.organization_id = organization.organization_id) as kept on true
  where organization.is_mirrored and coalesce(kept.last, '-infinity') < (at at time zone organization.time_zone)::date - 1;
  if first is null then
    return 0;
  end if;
  insert into etl.fresh_by_day (day, organization_id, job, seconds_fresh, seconds_known)
  select (hourly.hour at time zone organization.time_zone)::date, hourly.organization_id, hourly.job,
    sum(hourly.fresh_share * hourly.seconds_known), sum(hourly.seconds_known)
  from etl.fresh_hours(date_trunc('hour', first, 'UTC'), interval '8 days') as hourly
  join tds.organizations as organization using (organization_id)
  where hourly.seconds_known > 0
    and (hourly.hour at time zone organization.time_zone)::date < (at at time zone organization.time_zone)::date
    -- Of the first of these days, no part is missing.
    and (hourly.hour at time zone organization.time_zone)::date > ((at - interval '31 days') at time zone organization.time_zone)::date
  group by 1, 2, 3
  on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end
$$;
comment on function etl.keep_fresh_days(timestamptz) is 'Keeps for each day that is over how long jobs were as new as their files want. Returns how many rows were added.';

--changeset tds:sync-freshness-daily runOnChange:true
create or replace view reporting.sync_freshness_daily as
select kept.organization_id, kept.job, kept.day, kept.seconds_fresh / nullif(kept.seconds_known, 0) as fresh_share, kept.seconds_known
from etl.fresh_by_day as kept
join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored;

comment on view reporting.sync_freshness_daily is 'For which share of each day that is over a job was as new as its file wants, for 400 days. A day that is not here is unknown, not fresh.';
comment on column reporting.sync_freshness_daily.day is 'The day in the time zone of the organization.';
comment on column reporting.sync_freshness_daily.fresh_share is 'From 0 to 1, of the seconds that are known.';
comment on column reporting.sync_freshness_daily.seconds_known is 'Seconds of the day of which that is known.';
