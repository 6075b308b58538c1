--liquibase formatted sql logicalFilePath:sql/reporting/sync_weekly_exam.sql

--changeset tds:sync-weekly-exam runOnChange:true
create or replace view reporting.sync_weekly_exam as
with late as (
  select organization_id, percentile_cont(0.95) within group (order by seconds) as p95
  from etl.visible_after(now() - interval '7 days') group by organization_id),
jobs as (
  select job.organization_id, count(*) as lists,
    count(*) filter (where job.age > interval '4 hours' and not exists (
      select from etl.alarms as told where told.kind = 'too-old' and told.ended_at is null and told.fired_at is not null
        and told.organization_id = job.organization_id and told.job = job.job)) as old_in_silence,
    count(*) filter (where job.verified_through is null) as unproven, min(job.scheduled_since) as since
  from reporting.sync_jobs as job group by job.organization_id),
silent as (
  select counts.organization_id,
    count(*) filter (where counts.share > 0.01 and not exists (
      select from etl.alarms as told where told.kind = 'counts-differ' and told.ended_at is null and told.fired_at is not null
        and told.organization_id = counts.organization_id and told.job = counts.job)) as counts
  from reporting.sync_counts as counts group by counts.organization_id),
ties as (
  select organization_id, sum(differences) as differences from reporting.sync_tie_outs group by organization_id),
different as (
  select organization_id, count(*) as fields from reporting.sync_differences where repaired_at is null group by organization_id)
select organization.organization_id, line.place, line.line, line.measured, line.unit, line.bar, line.passed
from tds.organizations as organization
left join late using (organization_id)
left join jobs using (organization_id)
left join silent using (organization_id)
left join ties using (organization_id)
left join different using (organization_id)
left join reporting.sync_success as success on success.organization_id = organization.organization_id and success.job is null
left join reporting.sync_records as failed on failed.organization_id = organization.organization_id and failed.job is null
left join reporting.sync_hands as hands on hands.organization_id = organization.organization_id
left join reporting.sync_idle as idle on idle.organization_id = organization.organization_id
cross join lateral (values
  (1, 'visible', late.p95::numeric, 'seconds', 30::numeric, late.p95 < 30),
  (2, 'success', success.rate_7d::numeric, 'share', 0.99, success.rate_7d >= 0.99),
  (3, 'hands', floor(extract(epoch from coalesce(hands.without, now() - jobs.since)) / 86400), 'days', 7,
    case when coalesce(hands.without, now() - jobs.since) >= interval '7 days' then true when hands.hand_at is not null then false end),
  (4, 'exact', ties.differences + coalesce(different.fields, 0), 'records', 0, ties.differences + coalesce(different.fields, 0) = 0),
  (5, 'age', jobs.old_in_silence::numeric, 'lists', 0, jobs.old_in_silence = 0),
  (6, 'counts', silent.counts::numeric, 'lists', 0, silent.counts = 0),
  (7, 'errors', failed.share::numeric, 'share', 0.05, failed.share <= 0.05),
  (8, 'idle', floor(extract(epoch from idle.idle) / 60), 'minutes', 30, idle.idle <= interval '30 minutes'),
  (9, 'webhook', null, 'milliseconds', 500, null),
  (10, 'bulk', null, 'records', 1000, null),
  (11, 'api', null, 'milliseconds', 500, null),
  (12, 'lost', jobs.unproven::numeric, 'lists', 0, jobs.unproven = 0)
) as line (place, line, measured, unit, bar, passed)
where organization.is_mirrored;

comment on view reporting.sync_weekly_exam is 'The owner''s exam, line by line, with what was measured. Null is unknown, never passed.';
comment on column reporting.sync_weekly_exam.place is 'The order of the lines.';
comment on column reporting.sync_weekly_exam.line is 'visible: a change is a row. success: runs of seven days that complete. hands: days without a person. exact: sums and fields that differ. age: lists older than 4 h of which nobody was told. counts: lists that differ by more than 1 % of which nobody was told. errors: records in quarantine. idle: minutes since Zoho answered. webhook, bulk, api: not measured in the database. lost: lists that are not proven.';
comment on column reporting.sync_weekly_exam.measured is 'What was measured; null if that is unknown.';
comment on column reporting.sync_weekly_exam.unit is 'In what: seconds, share (from 0 to 1), days, records, lists, minutes or milliseconds.';
comment on column reporting.sync_weekly_exam.bar is 'What the owner asks for, at most or, of success and hands, at least.';
comment on column reporting.sync_weekly_exam.passed is 'Whether it is met; null if that is unknown.';
