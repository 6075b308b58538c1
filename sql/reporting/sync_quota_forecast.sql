--liquibase formatted sql logicalFilePath:sql/reporting/sync_quota_forecast.sql

--changeset tds:sync-quota-forecast runOnChange:true
create or replace view reporting.sync_quota_forecast as
select quota.organization_id, quota.remaining, quota.renewed_at, past.days,
  case when past.days >= 3 then past.least end as calls_least,
  case when past.days >= 3 then past.usual end as calls_usual,
  case when past.days >= 3 then past.most end as calls_most,
  case when past.days >= 3 then greatest(0, quota.remaining - past.most) end as left_least,
  case when past.days >= 3 then greatest(0, quota.remaining - past.usual) end as left_usual,
  case when past.days >= 3 then greatest(0, quota.remaining - past.least) end as left_most
from (select * from reporting.sync_quota where renewed_at > now()) as quota
cross join lateral (
  select count(*) as days, round(min(calls))::bigint as least, round(max(calls))::bigint as most,
    round(percentile_cont(0.5) within group (order by calls))::bigint as usual
  from (
    select day, coalesce(sum(made.calls * case when made.hour < now() - day * interval '1 day'
        then 1 - extract(epoch from now() - date_trunc('hour', now(), 'UTC')) / 3600 else 1 end), 0) as calls
    from generate_series(1, 7) as day
    left join etl.calls_by_hour as made on made.organization_id = quota.organization_id and made.api <> 'crm'
      and made.hour >= date_trunc('hour', now(), 'UTC') - day * interval '1 day'
      and made.hour < quota.renewed_at - day * interval '1 day'
    where exists (
      select from etl.calls_by_hour as earlier where earlier.organization_id = quota.organization_id
        and earlier.hour <= now() - day * interval '1 day')
    group by day) as each_day) as past;

comment on view reporting.sync_quota_forecast is 'How many calls are likely to be left when a day''s calls are renewed, judged by the same hours of the last seven days. Null is unknown: before three such days.';
comment on column reporting.sync_quota_forecast.remaining is 'Calls of today that are left.';
comment on column reporting.sync_quota_forecast.renewed_at is 'When all calls of a day are there again.';
comment on column reporting.sync_quota_forecast.days is 'Days that the forecast is judged by.';
comment on column reporting.sync_quota_forecast.calls_least is 'Calls that were made from this time of day until the renewal, on the quietest of these days.';
comment on column reporting.sync_quota_forecast.calls_usual is 'The same on half of these days, or fewer.';
comment on column reporting.sync_quota_forecast.calls_most is 'The same on the busiest of these days.';
comment on column reporting.sync_quota_forecast.left_least is 'Calls that will be left if today is like the busiest of these days.';
comment on column reporting.sync_quota_forecast.left_usual is 'The same if today is like most of these days.';
comment on column reporting.sync_quota_forecast.left_most is 'The same if today is like the quietest of these days.';
