--liquibase formatted sql logicalFilePath:sql/reporting/sync_quota.sql

--changeset tds:sync-quota runOnChange:true
create or replace view reporting.sync_quota as
select organization.organization_id, known.calls_per_day as calls_limit, known.calls_per_day - today.remaining as used,
  today.remaining, known.resets_at + make_interval(days => today.days) as renewed_at, known.observed_at,
  need.calls_needed as needed, need.calls_kept as kept,
  today.remaining - need.calls_needed as forecast,
  case when lately.calls > 0 then now() + make_interval(hours => 1) * (today.remaining / lately.calls) end as runs_out_at,
  coalesce(known.paused_until > now(), false) as is_paused,
  case when known.paused_until > now() then known.paused_until end as paused_until,
  case when known.paused_until > now() then known.pause_reason end as pause_reason
from tds.organizations as organization
left join etl.budgets as known on known.organization_id = organization.organization_id
left join lateral (
  select passed.days, case when passed.days > 0 then known.calls_per_day else known.remaining end as remaining
  from (select greatest(0, ceil(extract(epoch from now() - known.resets_at) / 86400))::integer as days) as passed) as today
  on true
left join etl.quota_needs as need on need.organization_id = organization.organization_id
  and need.reckoned_at >= now() - interval '10 minutes'
left join lateral (
  select sum(calls.calls) / extract(epoch from now() - (date_trunc('hour', now(), 'UTC') - interval '1 hour')) * 3600.0 as calls
  from etl.calls_by_hour as calls
  where calls.organization_id = organization.organization_id and calls.api <> 'crm'
    and calls.hour >= date_trunc('hour', now(), 'UTC') - interval '1 hour') as lately on true
where organization.is_mirrored;

comment on view reporting.sync_quota is 'What each organization may still ask of Zoho today, and whether that is enough. Null is unknown.';
comment on column reporting.sync_quota.calls_limit is 'Calls a day, as Zoho says; null before Zoho has said so.';
comment on column reporting.sync_quota.used is 'Calls of today that are gone, those of other software included.';
comment on column reporting.sync_quota.remaining is 'Calls of today that are left.';
comment on column reporting.sync_quota.renewed_at is 'When all calls of a day are there again.';
comment on column reporting.sync_quota.observed_at is 'When Zoho last said what is left.';
comment on column reporting.sync_quota.needed is 'Calls that the schedules of lists take until then; null if nobody has reckoned in the last ten minutes.';
comment on column reporting.sync_quota.kept is 'Calls of a day that lists leave to others.';
comment on column reporting.sync_quota.forecast is 'Calls that will be left then: too few if that is less than what is kept.';
comment on column reporting.sync_quota.runs_out_at is 'When none are left, at the pace of this hour and the hour before; null if none were made.';
comment on column reporting.sync_quota.is_paused is 'Whether nothing may be asked now.';
comment on column reporting.sync_quota.paused_until is 'Until when; null if nothing is paused.';
comment on column reporting.sync_quota.pause_reason is 'Why, for a person.';
