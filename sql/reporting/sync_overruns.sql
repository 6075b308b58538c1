--liquibase formatted sql logicalFilePath:sql/reporting/sync_overruns.sql

--changeset tds:sync-overruns runOnChange:true
create or replace view reporting.sync_overruns as
select state.organization_id, state.job, state.every,
  case when usual.runs >= 3 then make_interval(secs => usual.seconds) end as usual_time,
  case when usual.runs >= 3 then usual.seconds / nullif(extract(epoch from state.every), 0) end as ratio,
  (select count(*) from etl.skipped_fires as skipped
    where skipped.due_at >= now() - interval '1 day' and skipped.organization_id = state.organization_id
      and skipped.job = state.job) as skipped_24h
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.usual_runs as usual on usual.organization_id = state.organization_id and usual.job = state.job
  and usual.mode = 'DELTA';

comment on view reporting.sync_overruns is 'Whether deltas take longer than the time between two of them.';
comment on column reporting.sync_overruns.every is 'How far apart the schedule wants deltas; null if nothing is scheduled.';
comment on column reporting.sync_overruns.usual_time is 'How long a delta usually takes; null before three have completed.';
comment on column reporting.sync_overruns.ratio is 'The usual time as a share of that: 1 or more is an overrun. Null if unknown.';
comment on column reporting.sync_overruns.skipped_24h is 'Times in the last 24 hours at which a run was due and none was started.';
