--liquibase formatted sql logicalFilePath:sql/reporting/sync_next_runs.sql

--changeset tds:sync-next-runs runOnChange:true
create or replace view reporting.sync_next_runs as
select usual.organization_id, usual.job, usual.mode, usual.runs,
  case when usual.runs >= 3 then usual.calls end as calls,
  case when usual.runs >= 3 then usual.calls_deviation end as calls_deviation,
  case when usual.runs >= 3 then make_interval(secs => usual.seconds) end as takes,
  case when usual.runs >= 3 then make_interval(secs => usual.seconds_deviation) end as takes_deviation
from etl.usual_runs as usual
join tds.organizations as organization on organization.organization_id = usual.organization_id and organization.is_mirrored;

comment on view reporting.sync_next_runs is 'What the next run of each kind is likely to cost: the median of the last nine runs that completed.';
comment on column reporting.sync_next_runs.mode is 'As in etl.runs.';
comment on column reporting.sync_next_runs.runs is 'How many runs this is known from, at most nine.';
comment on column reporting.sync_next_runs.calls is 'Requests to the source; null before three runs have completed.';
comment on column reporting.sync_next_runs.calls_deviation is 'The median of how far these runs were from that.';
comment on column reporting.sync_next_runs.takes is 'Time from begin to end; null before three runs have completed.';
comment on column reporting.sync_next_runs.takes_deviation is 'The median of how far these runs were from that.';
