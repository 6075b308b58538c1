--liquibase formatted sql logicalFilePath:sql/reporting/sync_quota_daily.sql

--changeset tds:sync-quota-daily runOnChange:true
create or replace view reporting.sync_quota_daily as
with made as (
  select calls.organization_id, (calls.hour at time zone organization.time_zone)::date as day, sum(calls.calls) as calls,
    coalesce(sum(calls.calls) filter (where calls.purpose = 'webhook'), 0) as webhook,
    coalesce(sum(calls.calls) filter (where calls.purpose = 'delta'), 0) as delta,
    coalesce(sum(calls.calls) filter (where calls.purpose = 'stock'), 0) as stock,
    coalesce(sum(calls.calls) filter (where calls.purpose = 'hydration'), 0) as documents,
    coalesce(sum(calls.calls) filter (where calls.purpose = 'full'), 0) as whole_lists,
    coalesce(sum(calls.calls) filter (where calls.purpose not in ('webhook', 'delta', 'stock', 'hydration', 'full')), 0) as others,
    coalesce(sum(calls.calls) filter (where calls.outcome not in ('found', 'nothing', 'gone', 'expired token')), 0) as failed
  from etl.calls_by_hour as calls
  join tds.organizations as organization on organization.organization_id = calls.organization_id and organization.is_mirrored
  group by 1, 2),
wasted as (
  select past.organization_id, (past.hour at time zone organization.time_zone)::date as day, sum(past.calls) as calls
  from etl.runs_by_hour as past
  join tds.organizations as organization on organization.organization_id = past.organization_id and organization.is_mirrored
  where past.outcome in ('FAILED', 'ABANDONED') group by 1, 2)
select made.organization_id, made.day, made.calls, made.webhook, made.delta, made.stock, made.documents, made.whole_lists,
  made.others, made.failed, coalesce(wasted.calls, 0) as wasted, known.calls_per_day as calls_limit,
  made.calls::numeric / nullif(known.calls_per_day, 0) as share_of_limit
from made
left join wasted using (organization_id, day)
left join etl.budgets as known on known.organization_id = made.organization_id;

comment on view reporting.sync_quota_daily is 'What the calls of each day went into. Days are those of the organization; Zoho may count its days from another hour.';
comment on column reporting.sync_quota_daily.day is 'The day in the time zone of the organization.';
comment on column reporting.sync_quota_daily.calls is 'Requests that this application made.';
comment on column reporting.sync_quota_daily.webhook is 'Of these, to fetch what webhooks named.';
comment on column reporting.sync_quota_daily.delta is 'To list what has changed.';
comment on column reporting.sync_quota_daily.stock is 'To read quantities.';
comment on column reporting.sync_quota_daily.documents is 'To fetch complete documents.';
comment on column reporting.sync_quota_daily.whole_lists is 'To list everything.';
comment on column reporting.sync_quota_daily.others is 'For everything else, such as checks.';
comment on column reporting.sync_quota_daily.failed is 'Requests without an answer to go on with.';
comment on column reporting.sync_quota_daily.wasted is 'Requests of runs that failed or were given up.';
comment on column reporting.sync_quota_daily.calls_limit is 'Calls a day as Zoho says now; null before Zoho has said so.';
comment on column reporting.sync_quota_daily.share_of_limit is 'The calls as a share of that.';
