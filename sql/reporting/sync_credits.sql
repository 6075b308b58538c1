--liquibase formatted sql logicalFilePath:sql/reporting/sync_credits.sql

--changeset tds:sync-credits runOnChange:true
create or replace view reporting.sync_credits as
select organization.organization_id, coalesce(lately.credits, 0) as used_24h,
  case when known.observed_at > now() - interval '1 day' then known.calls_per_day end as credits_limit,
  case when known.resets_at > now() then known.remaining end as remaining, known.observed_at,
  coalesce(known.paused_until > now(), false) as is_paused,
  case when known.paused_until > now() then known.paused_until end as paused_until,
  case when known.paused_until > now() then known.pause_reason end as pause_reason
from tds.organizations as organization
left join etl.budgets as known on known.organization_id = 'crm/' || organization.organization_id
left join lateral (
  select sum(calls.credits) as credits
  from etl.calls_by_hour as calls
  where calls.organization_id = organization.organization_id and calls.api = 'crm'
    and calls.hour >= date_trunc('hour', now(), 'UTC') - interval '1 day') as lately on true
where organization.is_mirrored and (known.organization_id is not null or lately.credits is not null);

comment on view reporting.sync_credits is 'CRM''s credits of each organization whose CRM was asked. They are no part of the calls of Books and Inventory. Null is unknown.';
comment on column reporting.sync_credits.used_24h is 'Credits that this application used in this hour and the 24 hours before.';
comment on column reporting.sync_credits.credits_limit is 'About how many credits there are for 24 hours, reckoned from what Zoho says is left; null before Zoho has said so.';
comment on column reporting.sync_credits.remaining is 'Credits that are left. Zoho says so once half of them are used, and each answer is believed for an hour; null otherwise.';
comment on column reporting.sync_credits.observed_at is 'When Zoho last said what is left.';
comment on column reporting.sync_credits.is_paused is 'Whether nothing may be asked of CRM now.';
comment on column reporting.sync_credits.paused_until is 'Until when; null if nothing is paused.';
comment on column reporting.sync_credits.pause_reason is 'Why, for a person.';
