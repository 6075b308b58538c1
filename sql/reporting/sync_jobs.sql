--liquibase formatted sql logicalFilePath:sql/reporting/sync_jobs.sql

--changeset tds:sync-jobs runOnChange:true
create or replace view reporting.sync_jobs as
select
  state.organization_id,
  organization.name as organization,
  state.job,
  case
    when seen.seen_until is null or state.freshness is null then 'unknown'
    when now() - seen.seen_until <= state.freshness then 'fresh'
    else 'stale'
  end as freshness,
  state.complete_through,
  now() - coalesce(seen.seen_until, state.scheduled_since) as age,
  state.freshness as age_limit,
  state.scheduled_since,
  state.ok_at as succeeded_at,
  state.full_at as full_succeeded_at,
  state.failed_in_a_row,
  state.failing_since,
  state.last_run_id,
  state.last_ended_at,
  state.last_outcome,
  state.last_failure,
  state.last_cause,
  coalesce(waiting.documents, 0) as documents_waiting,
  state.verified_through,
  state.verification_held_by,
  seen.seen_until
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.watermarks as seen on seen.organization_id = state.organization_id and seen.job = state.job
left join (select organization_id, job, count(*) as documents from etl.hydration group by organization_id, job) as waiting
  on waiting.organization_id = state.organization_id and waiting.job = state.job;

comment on view reporting.sync_jobs is 'How fresh each job of each organization is, and why it is not fresher. A job that was never read is unknown, not fresh.';
comment on column reporting.sync_jobs.freshness is 'fresh, stale, or unknown if the job was never read.';
comment on column reporting.sync_jobs.complete_through is 'Everything that was modified in the source up to this instant is in the tables, with its complete documents; nothing of it is in quarantine. Null if that was never so.';
comment on column reporting.sync_jobs.age is 'How long ago seen_until is; before the first complete run, how long the job has been due.';
comment on column reporting.sync_jobs.age_limit is 'How old it may be, by the job file.';
comment on column reporting.sync_jobs.scheduled_since is 'When the job was first due or asked for.';
comment on column reporting.sync_jobs.succeeded_at is 'When the last full or delta run completed.';
comment on column reporting.sync_jobs.full_succeeded_at is 'When the last full run completed.';
comment on column reporting.sync_jobs.failed_in_a_row is 'Full and delta runs that failed since the last one that completed.';
comment on column reporting.sync_jobs.last_failure is 'Why the last run did not complete, as in etl.runs.failure.';
comment on column reporting.sync_jobs.last_cause is 'The same for a person.';
comment on column reporting.sync_jobs.documents_waiting is 'Complete documents that have still to be fetched.';
comment on column reporting.sync_jobs.verified_through is 'Everything that was modified in the source up to this instant was read back from the tables and compared, field by field, after it had been written, and was equal or has been repaired since.';
comment on column reporting.sync_jobs.verification_held_by is 'Why verified_through is not later; null if nothing is in the way.';
comment on column reporting.sync_jobs.seen_until is 'Everything that was modified in the source up to this instant has been seen: it is in the mirror, its complete document may still have to be fetched, or it is in quarantine. Null if the job was never read completely.';
