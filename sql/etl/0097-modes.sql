--liquibase formatted sql logicalFilePath:sql/etl/0097-modes.sql

--changeset tds:etl-runs-documents-and-verify
alter table etl.runs drop constraint runs_mode_check;
alter table etl.runs add constraint runs_mode_check check (
  mode in ('FULL', 'DELTA', 'BY_ID', 'RANGE', 'DOCUMENTS', 'REPLAY', 'SHADOW', 'RETRY', 'VERIFY'));
alter table etl.runs drop constraint runs_asked_kind_check;
alter table etl.runs add constraint runs_asked_kind_check check (
  asked_kind in ('PERSON', 'SCHEDULE', 'WEBHOOK', 'RECOVERY', 'FIRST_IMPORT', 'BACKLOG', 'REPAIR'));
comment on column etl.runs.mode is 'FULL reads everything, DELTA what changed since the watermark, BY_ID some records, RANGE those of some days, DOCUMENTS complete documents that wait. Without the source: REPLAY translates kept payloads again, SHADOW does so beside the tables and swaps at its end, RETRY translates what is in quarantine again, VERIFY compares the tables with what kept payloads say and writes nothing there.';
comment on column etl.runs.asked_kind is 'What kind of asker asked for the run: PERSON, SCHEDULE, WEBHOOK, RECOVERY (the upkeep of webhooks), FIRST_IMPORT, BACKLOG (documents that wait while webhooks come) or REPAIR (a row that differs from what Zoho said). Only the kind decides what the run may do.';

--changeset tds:etl-job-state-verify splitStatements:false runOnChange:true
-- Whoever ends a run, and however: the row of its job says so in the same statement. What asks the source nothing says
-- nothing of the job.
create or replace function etl.note_run() returns trigger language plpgsql as $$
declare
  whole boolean := new.mode in ('FULL', 'DELTA');
  ok boolean := new.outcome = 'COMPLETED';
begin
  if new.mode in ('REPLAY', 'SHADOW', 'RETRY', 'VERIFY', 'COMPARE') then
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
