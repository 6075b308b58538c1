--liquibase formatted sql logicalFilePath:sql/reporting/sync_counts.sql

--changeset tds:sync-counts runOnChange:true
create or replace view reporting.sync_counts as
select state.organization_id, state.job, state.listed, state.rows_alive, abs(state.listed - state.rows_alive) as difference,
  case when state.listed > 0 then abs(state.listed - state.rows_alive)::numeric / state.listed
    when state.rows_alive = 0 then 0 end as share, state.counted_at
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored;

comment on view reporting.sync_counts is 'Whether there are as many rows as the source lists, by the last full import that completed.';
comment on column reporting.sync_counts.listed is 'Different records that the complete list showed; null before the first full import.';
comment on column reporting.sync_counts.rows_alive is 'Rows that lived when that run ended.';
comment on column reporting.sync_counts.difference is 'How far apart these are.';
comment on column reporting.sync_counts.share is 'The difference as a share of what was listed; null if unknown.';
comment on column reporting.sync_counts.counted_at is 'When that was counted.';
