--liquibase formatted sql logicalFilePath:sql/reporting/sync_late_by_weekday.sql

--changeset tds:etl-keep-late-hours splitStatements:false runOnChange:true
-- Hours that are over and not kept yet, 24 at most. A row that was written twice within an hour counts once.
create or replace function etl.keep_late_hours(at timestamptz) returns bigint language plpgsql as $$
declare
  first timestamptz := greatest(
    (select max(hour) + interval '1 hour' from etl.late_by_hour), date_trunc('hour', at, 'UTC') - interval '24 hours');
  added bigint;
begin
  if first >= date_trunc('hour', at, 'UTC') then
    return 0;
  end if;
  insert into etl.late_by_hour (hour, organization_id, job, reason, changes)
  select date_trunc('hour', written_at, 'UTC'), organization_id, job, reason, count(*)
  from etl.visible_because(first - interval '7 days')
  where written_at >= first and written_at < date_trunc('hour', at, 'UTC')
  group by 1, 2, 3, 4
  on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end
$$;
comment on function etl.keep_late_hours(timestamptz) is 'Keeps for each hour that is over how many changes were visible in time, and why others were late. Returns how many rows were added.';

--changeset tds:sync-late-by-weekday runOnChange:true
create or replace view reporting.sync_late_by_weekday as
select kept.organization_id, extract(isodow from kept.hour at time zone organization.time_zone)::integer as weekday,
  sum(kept.changes)::bigint as changes,
  coalesce(sum(kept.changes) filter (where kept.reason <> 'in time'), 0)::bigint as late,
  coalesce(sum(kept.changes) filter (where kept.reason = 'queue'), 0)::bigint as because_of_queue,
  coalesce(sum(kept.changes) filter (where kept.reason = 'limit'), 0)::bigint as because_of_limit,
  coalesce(sum(kept.changes) filter (where kept.reason = 'no webhook'), 0)::bigint as because_of_no_webhook,
  coalesce(sum(kept.changes) filter (where kept.reason = 'webhook late'), 0)::bigint as because_of_late_webhook,
  coalesce(sum(kept.changes) filter (where kept.reason = 'other'), 0)::bigint as because_of_other
from etl.late_by_hour as kept
join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored
where kept.hour > now() - interval '56 days'
group by 1, 2;

comment on view reporting.sync_late_by_weekday is 'How many changes of the last eight weeks were visible later than 30 s after Zoho had made them, by day of the week, and why.';
comment on column reporting.sync_late_by_weekday.weekday is '1 for Monday to 7 for Sunday, where the organization is.';
comment on column reporting.sync_late_by_weekday.changes is 'Rows that were changed and not new. A row that was written twice within an hour counts once.';
comment on column reporting.sync_late_by_weekday.late is 'Of these, rows that were visible later than 30 s.';
comment on column reporting.sync_late_by_weekday.because_of_queue is 'Late since a webhook waited for its turn.';
comment on column reporting.sync_late_by_weekday.because_of_limit is 'Late since the run waited for calls for half of the time.';
comment on column reporting.sync_late_by_weekday.because_of_no_webhook is 'Late since no webhook came, so that the schedule found the change.';
comment on column reporting.sync_late_by_weekday.because_of_late_webhook is 'Late since the webhook came later than 30 s.';
comment on column reporting.sync_late_by_weekday.because_of_other is 'Late for none of these reasons.';
