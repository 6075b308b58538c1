--liquibase formatted sql logicalFilePath:sql/reporting/sync_calls.sql

--changeset tds:sync-calls runOnChange:true
create or replace view reporting.sync_calls as
with past as (
  select organization.organization_id, calls.purpose, calls.calls, calls.milliseconds,
    calls.hour >= date_trunc('hour', now(), 'UTC') - interval '1 hour' as lately,
    calls.outcome not in ('found', 'nothing', 'gone', 'expired token') as failed
  from tds.organizations as organization
  left join etl.calls_by_hour as calls on calls.organization_id = organization.organization_id
    and calls.hour >= date_trunc('hour', now(), 'UTC') - interval '1 day'
  where organization.is_mirrored),
sums as (
  select organization_id, purpose, grouping(purpose) as together,
    coalesce(sum(calls) filter (where lately), 0) as calls_1h,
    coalesce(sum(calls) filter (where lately and failed), 0) as failed_1h,
    coalesce(sum(calls), 0) as calls_24h,
    coalesce(sum(calls) filter (where failed), 0) as failed_24h,
    sum(milliseconds) / 1000.0 / nullif(sum(calls), 0) as seconds_each
  from past group by grouping sets ((organization_id, purpose), (organization_id)))
select organization_id, purpose, calls_1h, failed_1h, failed_1h / nullif(calls_1h, 0) as error_share_1h, calls_24h, failed_24h,
  failed_24h / nullif(calls_24h, 0) as error_share_24h, seconds_each
from sums where together = 1 or purpose is not null;

comment on view reporting.sync_calls is 'How many requests were made to the source, for what, and how many failed. Windows are whole hours, the current one included.';
comment on column reporting.sync_calls.purpose is 'As in etl.calls_by_hour; null in the row of all purposes together.';
comment on column reporting.sync_calls.calls_1h is 'Requests of this hour and the hour before.';
comment on column reporting.sync_calls.failed_1h is 'Of these, requests without an answer to go on with.';
comment on column reporting.sync_calls.error_share_1h is 'Their share, from 0 to 1; null if there were no requests.';
comment on column reporting.sync_calls.calls_24h is 'Requests of this hour and the 24 hours before.';
comment on column reporting.sync_calls.failed_24h is 'Of these, requests without an answer to go on with.';
comment on column reporting.sync_calls.error_share_24h is 'Their share; null if there were no requests.';
comment on column reporting.sync_calls.seconds_each is 'How long a request of these 25 hours took on average.';
