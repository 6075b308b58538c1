--liquibase formatted sql logicalFilePath:sql/reporting/sync_webhooks.sql

--changeset tds:sync-webhooks runOnChange:true
create or replace view reporting.sync_webhooks as
select state.organization_id, state.job, count(done.done_at) as worked_off,
  make_interval(secs => percentile_cont(0.5) within group (order by extract(epoch from done.done_at - done.received_at))) as p50,
  make_interval(secs => percentile_cont(0.95) within group (order by extract(epoch from done.done_at - done.received_at))) as p95
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.inbox as done on done.organization_id = state.organization_id and done.job = state.job
  and done.done_at >= now() - interval '1 hour'
group by state.organization_id, state.job;

comment on view reporting.sync_webhooks is 'How long webhooks took from their arrival to the row, for webhooks that were worked off in the last hour.';
comment on column reporting.sync_webhooks.worked_off is 'Different webhooks that were worked off.';
comment on column reporting.sync_webhooks.p50 is 'Half of them took no longer than this. Null if there were none.';
comment on column reporting.sync_webhooks.p95 is '95 % of them took no longer.';
