--liquibase formatted sql logicalFilePath:sql/etl/0116-runs-by-hour.sql

--changeset tds:etl-runs-by-hour
create table etl.runs_by_hour (
  organization_id text not null,
  job text not null,
  mode text not null,
  hour timestamptz not null,
  outcome text not null,
  runs bigint not null default 0,
  read bigint not null default 0,
  inserted bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  duplicates bigint not null default 0,
  quarantined bigint not null default 0,
  deleted bigint not null default 0,
  calls bigint not null default 0,
  changed_since bigint not null default 0,
  seconds double precision not null default 0,
  primary key (hour, organization_id, job, mode, outcome)
) with (fillfactor = 70);
comment on table etl.runs_by_hour is 'The runs of etl.runs that are over, summed up by the hour in which they ended, so that nobody has to sum up etl.runs. A run that goes on is taken out again until it ends.';
comment on column etl.runs_by_hour.mode is 'As in etl.runs.';
comment on column etl.runs_by_hour.hour is 'When the hour began in which the runs ended.';
comment on column etl.runs_by_hour.outcome is 'As in etl.runs.';
comment on column etl.runs_by_hour.runs is 'How many runs these are. The other numbers are sums of the columns of the same name in etl.runs.';
comment on column etl.runs_by_hour.changed_since is 'Rows inserted or updated by runs that asked only for what changed since the watermark.';
comment on column etl.runs_by_hour.seconds is 'Seconds from the first begin of each run to its end.';

alter table etl.job_state add column hand_at timestamptz;
comment on column etl.job_state.hand_at is 'When a person last asked for a run of the job, stopped one or gave one up; null if nobody has.';

--changeset tds:etl-runs-by-hour-kept splitStatements:false runOnChange:true
create or replace function etl.sum_up_run(run etl.runs, sign integer) returns void language sql as $$
  insert into etl.runs_by_hour as kept (organization_id, job, mode, hour, outcome, runs, read, inserted, updated, unchanged,
    duplicates, quarantined, deleted, calls, changed_since, seconds)
  values (run.organization_id, run.job, run.mode, date_trunc('hour', run.finished_at, 'UTC'), run.outcome, sign, sign * run.read,
    sign * run.inserted, sign * run.updated, sign * run.unchanged, sign * run.duplicates, sign * run.quarantined,
    sign * run.deleted, sign * run.calls,
    case when run.since is null then 0 else sign * (run.inserted + run.updated) end,
    sign * greatest(0, extract(epoch from run.finished_at - run.started_at)))
  on conflict (hour, organization_id, job, mode, outcome) do update set runs = kept.runs + excluded.runs,
    read = kept.read + excluded.read, inserted = kept.inserted + excluded.inserted, updated = kept.updated + excluded.updated,
    unchanged = kept.unchanged + excluded.unchanged, duplicates = kept.duplicates + excluded.duplicates,
    quarantined = kept.quarantined + excluded.quarantined, deleted = kept.deleted + excluded.deleted,
    calls = kept.calls + excluded.calls, changed_since = kept.changed_since + excluded.changed_since,
    seconds = kept.seconds + excluded.seconds
$$;

create or replace function etl.sum_up_runs() returns trigger language plpgsql as $$
declare
  hand timestamptz;
begin
  if tg_op = 'UPDATE' and old.outcome is not null then
    perform etl.sum_up_run(old, -1);
  end if;
  if new.outcome is not null then
    perform etl.sum_up_run(new, 1);
  end if;
  hand := case
    when tg_op = 'INSERT' and new.asked_kind = 'PERSON' then new.asked_at
    when new.outcome = 'STOPPED' and new.stop_asked_by is not null then new.finished_at
    -- Whoever gives a run up does not say when: the run ended before.
    when new.outcome = 'ABANDONED' then now()
  end;
  if hand is not null then
    insert into etl.job_state as known (organization_id, job, hand_at) values (new.organization_id, new.job, hand)
    on conflict (organization_id, job) do update set hand_at = greatest(known.hand_at, excluded.hand_at);
  end if;
  return null;
end
$$;

--changeset tds:etl-runs-by-hour-triggers
create trigger runs_summed_up_when_asked after insert on etl.runs for each row execute function etl.sum_up_runs();
create trigger runs_summed_up_when_ended after update of outcome on etl.runs for each row
  when (new.outcome is distinct from old.outcome) execute function etl.sum_up_runs();

--changeset tds:etl-runs-by-hour-from-runs
insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, inserted, updated, unchanged, duplicates,
  quarantined, deleted, calls, changed_since, seconds)
select organization_id, job, mode, date_trunc('hour', finished_at, 'UTC'), outcome, count(*), sum(read), sum(inserted), sum(updated),
  sum(unchanged), sum(duplicates), sum(quarantined), sum(deleted), sum(calls),
  coalesce(sum(inserted + updated) filter (where since is not null), 0),
  sum(greatest(0, extract(epoch from finished_at - started_at)))
from etl.runs where outcome is not null group by 1, 2, 3, 4, 5;
update etl.job_state as state set hand_at = run.asked_at
from (select organization_id, job, max(asked_at) as asked_at from etl.runs
  where asked_kind = 'PERSON' group by organization_id, job) as run
where run.organization_id = state.organization_id and run.job = state.job;
