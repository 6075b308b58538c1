--liquibase formatted sql logicalFilePath:sql/reporting/sync_late.sql

--changeset tds:sync-late-of-tables splitStatements:false runOnChange:true
-- Each table is asked by itself, through its index of modification times. A row knows the time of its last writing only.
create or replace function etl.visible_after(since timestamptz)
returns table (organization_id text, job text, source_id text, modified_at timestamptz, written_at timestamptz,
  seconds double precision, run_id bigint)
language plpgsql stable security definer set search_path = '' as $$
declare
  state record;
  named text;
begin
  for state in
    select kept.organization_id as organization, kept.job as mirrored_by, kept.tables from etl.job_state as kept
    join tds.organizations as organization on organization.organization_id = kept.organization_id and organization.is_mirrored
  loop
    foreach named in array coalesce(state.tables, '{}'::text[]) loop
      if pg_catalog.to_regclass(pg_catalog.format('tds.%I', named)) is not null then
        return query execute pg_catalog.format(
          'select organization_id, $3, source_id, source_modified_at, synced_at,'
          ' greatest(0, extract(epoch from synced_at - source_modified_at))::double precision, run_id from tds.%I'
          ' where organization_id = $1 and source_modified_at > $2 and source_modified_at > first_seen_at', named)
          using state.organization, since, state.mirrored_by;
      end if;
    end loop;
  end loop;
end
$$;

--changeset tds:sync-late-with-reasons splitStatements:false runOnChange:true
create or replace function etl.visible_because(since timestamptz)
returns table (organization_id text, job text, source_id text, modified_at timestamptz, written_at timestamptz,
  seconds double precision, reason text)
language sql stable security definer set search_path = '' as $$
  with told as (
    select webhook.organization_id, named.source_id, webhook.received_at, webhook.done_at
    from etl.inbox as webhook cross join lateral unnest(webhook.source_ids) as named (source_id)
    where webhook.received_at > since - interval '1 day')
  select distinct on (seen.organization_id, seen.job, seen.source_id, seen.written_at)
    seen.organization_id, seen.job, seen.source_id, seen.modified_at, seen.written_at, seen.seconds,
    case
      when seen.seconds <= 30 then 'in time'
      when extract(epoch from told.done_at - told.received_at) > 30 then 'queue'
      when run.waited_ms > seen.seconds * 500 then 'limit'
      when told.received_at is null then 'no webhook'
      when told.received_at > seen.modified_at + interval '30 seconds' then 'webhook late'
      else 'other'
    end
  from etl.visible_after(since) as seen
  left join etl.runs as run on run.run_id = seen.run_id
  left join told on told.organization_id = seen.organization_id and told.source_id = seen.source_id
    and told.received_at between seen.modified_at - interval '1 minute' and seen.written_at
  order by seen.organization_id, seen.job, seen.source_id, seen.written_at, told.received_at
$$;

--changeset tds:sync-late runOnChange:true
create or replace view reporting.sync_late as
select organization_id, job, source_id, modified_at, written_at, seconds, reason
from etl.visible_because(now() - interval '7 days')
where seconds > 30;

comment on view reporting.sync_late is 'Rows of the last seven days whose last change was visible later than 30 s after Zoho had made it, and why.';
comment on column reporting.sync_late.source_id is 'The record, by the id of the source.';
comment on column reporting.sync_late.modified_at is 'When Zoho says that it was changed.';
comment on column reporting.sync_late.written_at is 'When the row was written.';
comment on column reporting.sync_late.seconds is 'How long that took.';
comment on column reporting.sync_late.reason is 'queue: a webhook waited for its turn. limit: the run waited for calls for half of the time. no webhook: none came, so that the schedule found the change. webhook late: it came later than 30 s. other: none of these.';
