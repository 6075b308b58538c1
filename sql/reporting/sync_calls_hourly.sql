--liquibase formatted sql logicalFilePath:sql/reporting/sync_calls_hourly.sql

--changeset tds:sync-calls-hourly runOnChange:true
create or replace view reporting.sync_calls_hourly as
select calls.organization_id, calls.hour, calls.purpose, sum(calls.calls)::bigint as calls,
  coalesce(sum(calls.calls) filter (where calls.outcome not in ('found', 'nothing', 'gone', 'expired token')), 0)::bigint as failed,
  sum(calls.milliseconds) / 1000.0 / nullif(sum(calls.calls), 0) as seconds_each
from etl.calls_by_hour as calls
join tds.organizations as organization on organization.organization_id = calls.organization_id and organization.is_mirrored
group by calls.organization_id, calls.hour, calls.purpose;

comment on view reporting.sync_calls_hourly is 'How many requests were made to the source in each hour, and for what.';
comment on column reporting.sync_calls_hourly.hour is 'When the hour began.';
comment on column reporting.sync_calls_hourly.purpose is 'The kind of work, as in etl.calls_by_hour.';
comment on column reporting.sync_calls_hourly.calls is 'Requests, each repeat of one included.';
comment on column reporting.sync_calls_hourly.failed is 'Of these, requests without an answer to go on with.';
comment on column reporting.sync_calls_hourly.seconds_each is 'How long one took on average.';
