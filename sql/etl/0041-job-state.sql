--liquibase formatted sql logicalFilePath:sql/etl/0041-job-state.sql

--changeset tds:etl-runs-failure
alter table etl.runs add column failure text;
comment on column etl.runs.failure is 'Why the run did not complete, as a word: THROTTLED, UNAVAILABLE, DENIED, GONE, REFUSED, UNUSABLE, DELETIONS, NOT_HAD, COUNTS, PROCESS_GONE or UNFORESEEN.';

--changeset tds:etl-job-state
create table etl.job_state (
  organization_id text not null,
  job text not null,
  freshness interval,
  scheduled_since timestamptz,
  last_run_id bigint,
  last_ended_at timestamptz,
  last_outcome text,
  last_failure text,
  last_cause text,
  failed_in_a_row integer not null default 0,
  failing_since timestamptz,
  ok_run_id bigint,
  ok_at timestamptz,
  full_run_id bigint,
  full_began_at timestamptz,
  full_at timestamptz,
  full_read bigint,
  full_read_before bigint,
  answered_at timestamptz,
  primary key (organization_id, job)
) with (fillfactor = 70);
comment on table etl.job_state is 'How each job of each organization is: one row, which the end of a run writes, so that nobody has to sum up etl.runs.';
comment on column etl.job_state.freshness is 'How old the mirrored records may be, by the job file.';
comment on column etl.job_state.scheduled_since is 'When the job was first due or asked for; the age of what was never read counts from here.';
comment on column etl.job_state.last_run_id is 'The last run that asked the source and ended.';
comment on column etl.job_state.last_ended_at is 'When it ended.';
comment on column etl.job_state.last_outcome is 'How it ended, as in etl.runs.outcome.';
comment on column etl.job_state.last_failure is 'Why it did not complete, as in etl.runs.failure.';
comment on column etl.job_state.last_cause is 'The same for a person.';
comment on column etl.job_state.failed_in_a_row is 'FULL and DELTA runs that failed since the last one that completed.';
comment on column etl.job_state.failing_since is 'When the first of those ended; null if there are none.';
comment on column etl.job_state.ok_run_id is 'The last FULL or DELTA run that completed.';
comment on column etl.job_state.ok_at is 'When it ended. What it has seen ends earlier: see etl.watermarks.';
comment on column etl.job_state.full_run_id is 'The last FULL run that completed.';
comment on column etl.job_state.full_began_at is 'When it began.';
comment on column etl.job_state.full_at is 'When it ended.';
comment on column etl.job_state.full_read is 'Records it listed.';
comment on column etl.job_state.full_read_before is 'Records that the FULL run before it listed.';
comment on column etl.job_state.answered_at is 'When the source last answered a run of the job, as far as that run has ended.';

create table etl.usual_runs (
  organization_id text not null,
  job text not null,
  mode text not null,
  runs integer not null,
  seconds double precision not null,
  seconds_deviation double precision not null,
  calls double precision not null,
  calls_deviation double precision not null,
  primary key (organization_id, job, mode)
);
comment on table etl.usual_runs is 'What a run usually takes: the medians of the last nine runs of a job and mode that completed at their first execution.';
comment on column etl.usual_runs.mode is 'As in etl.runs.';
comment on column etl.usual_runs.runs is 'How many runs these are; with fewer than three nothing is usual.';
comment on column etl.usual_runs.seconds is 'Median of seconds from the begin to the end.';
comment on column etl.usual_runs.seconds_deviation is 'Median of how far each is from that.';
comment on column etl.usual_runs.calls is 'Median of requests to the source.';
comment on column etl.usual_runs.calls_deviation is 'Median of how far each is from that.';

--changeset tds:etl-job-state-kept splitStatements:false runOnChange:true
create or replace function etl.note_usual(ended etl.runs) returns void language sql as $$
  insert into etl.usual_runs as known
  with recent as (
    select extract(epoch from finished_at - started_at)::double precision as seconds, calls::double precision as calls
    from etl.runs
    where organization_id = ended.organization_id and job = ended.job and mode = ended.mode and outcome = 'COMPLETED'
      and executions <= 1 and (since is null) = (ended.since is null)
    order by run_id desc limit 9),
  middle as (
    select count(*) as runs, percentile_cont(0.5) within group (order by seconds) as seconds,
      percentile_cont(0.5) within group (order by calls) as calls
    from recent)
  select ended.organization_id, ended.job, ended.mode, middle.runs, middle.seconds,
    percentile_cont(0.5) within group (order by abs(recent.seconds - middle.seconds)), middle.calls,
    percentile_cont(0.5) within group (order by abs(recent.calls - middle.calls))
  from recent cross join middle group by middle.runs, middle.seconds, middle.calls
  on conflict (organization_id, job, mode) do update set runs = excluded.runs, seconds = excluded.seconds,
    seconds_deviation = excluded.seconds_deviation, calls = excluded.calls, calls_deviation = excluded.calls_deviation
$$;

-- Whoever ends a run, and however: the row of its job says so in the same statement.
create or replace function etl.note_run() returns trigger language plpgsql as $$
declare
  whole boolean := new.mode in ('FULL', 'DELTA');
  ok boolean := new.outcome = 'COMPLETED';
begin
  if new.mode in ('REPLAY', 'SHADOW', 'RETRY') then
    return null;
  end if;
  insert into etl.job_state as known (organization_id, job, scheduled_since)
  values (new.organization_id, new.job, case when whole then new.asked_at end)
  on conflict (organization_id, job) do update set scheduled_since = excluded.scheduled_since
  where known.scheduled_since is null and excluded.scheduled_since is not null;
  if new.outcome is null then
    return null;
  end if;
  update etl.job_state set last_run_id = new.run_id, last_ended_at = new.finished_at, last_outcome = new.outcome,
    last_failure = new.failure, last_cause = new.cause, answered_at = greatest(answered_at, new.progressed_at),
    failed_in_a_row = case when not whole then failed_in_a_row when ok then 0
      when new.outcome = 'FAILED' then failed_in_a_row + 1 else failed_in_a_row end,
    failing_since = case when not whole then failing_since when ok then null
      when new.outcome = 'FAILED' then coalesce(failing_since, new.finished_at) else failing_since end,
    ok_run_id = case when whole and ok then new.run_id else ok_run_id end,
    ok_at = case when whole and ok then new.finished_at else ok_at end,
    full_run_id = case when new.mode = 'FULL' and ok then new.run_id else full_run_id end,
    full_began_at = case when new.mode = 'FULL' and ok then new.started_at else full_began_at end,
    full_at = case when new.mode = 'FULL' and ok then new.finished_at else full_at end,
    full_read = case when new.mode = 'FULL' and ok then new.read else full_read end,
    full_read_before = case when new.mode = 'FULL' and ok then full_read else full_read_before end
  where organization_id = new.organization_id and job = new.job;
  if ok then
    perform etl.note_usual(new);
  end if;
  return null;
end
$$;

--changeset tds:etl-job-state-triggers
create trigger runs_noted_when_asked after insert on etl.runs for each row execute function etl.note_run();
create trigger runs_noted_when_ended after update of outcome on etl.runs for each row
  when (new.outcome is distinct from old.outcome and new.outcome is not null) execute function etl.note_run();

--changeset tds:etl-job-state-from-runs
insert into etl.job_state (organization_id, job, scheduled_since, answered_at)
select organization_id, job, min(asked_at) filter (where mode in ('FULL', 'DELTA')), max(progressed_at)
from etl.runs where mode not in ('REPLAY', 'SHADOW', 'RETRY') group by organization_id, job;
update etl.job_state as state set last_run_id = run.run_id, last_ended_at = run.finished_at, last_outcome = run.outcome,
  last_cause = run.cause
from (
  select distinct on (organization_id, job) * from etl.runs
  where outcome is not null and mode not in ('REPLAY', 'SHADOW', 'RETRY') order by organization_id, job, run_id desc) as run
where run.organization_id = state.organization_id and run.job = state.job;
update etl.job_state as state set ok_run_id = run.run_id, ok_at = run.finished_at
from (
  select distinct on (organization_id, job) * from etl.runs
  where outcome = 'COMPLETED' and mode in ('FULL', 'DELTA') order by organization_id, job, run_id desc) as run
where run.organization_id = state.organization_id and run.job = state.job;
update etl.job_state as state set full_run_id = run.run_id, full_began_at = run.started_at, full_at = run.finished_at,
  full_read = run.read, full_read_before = run.read_before
from (
  select distinct on (organization_id, job) *,
    lead(read) over (partition by organization_id, job order by run_id desc) as read_before
  from etl.runs where outcome = 'COMPLETED' and mode = 'FULL' order by organization_id, job, run_id desc) as run
where run.organization_id = state.organization_id and run.job = state.job;
update etl.job_state as state set failed_in_a_row = failed.runs, failing_since = failed.since
from (
  select run.organization_id, run.job, count(*) as runs, min(run.finished_at) as since
  from etl.runs as run join etl.job_state as known on known.organization_id = run.organization_id and known.job = run.job
  where run.outcome = 'FAILED' and run.mode in ('FULL', 'DELTA') and run.run_id > coalesce(known.ok_run_id, 0)
  group by run.organization_id, run.job) as failed
where failed.organization_id = state.organization_id and failed.job = state.job;
select etl.note_usual(run) from etl.runs as run where run_id in (
  select max(run_id) from etl.runs
  where outcome = 'COMPLETED' and executions <= 1 and mode not in ('REPLAY', 'SHADOW', 'RETRY')
  group by organization_id, job, mode);

--changeset tds:etl-runs-nobody
-- A run that waits again is not being executed: until it goes on, nothing says since when it is.
comment on column etl.runs.execution_began_at is 'When the run began or went on the last time; null while it waits for its turn.';
