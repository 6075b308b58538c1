--liquibase formatted sql logicalFilePath:sql/reporting/sync_delay.sql

--changeset tds:sync-delay-of-tables splitStatements:false runOnChange:true
-- Each table is asked by itself, through its index of modification times.
create or replace function etl.delays(at timestamptz)
returns table (organization_id text, job text, changed bigint, p50 interval, p95 interval)
language plpgsql stable security definer set search_path = '' as $$
declare
  state record;
begin
  for state in
    select kept.organization_id, kept.job, (
      select string_agg(format('select extract(epoch from synced_at - source_modified_at) as seconds from tds.%I'
        ' where organization_id = $1 and source_modified_at > $2 - interval ''1 day'''
        ' and source_modified_at > first_seen_at and synced_at > $2 - interval ''1 hour''', named), ' union all ')
      from unnest(kept.tables) as named where to_regclass(format('tds.%I', named)) is not null) as rows
    from etl.job_state as kept
    join tds.organizations as organization on organization.organization_id = kept.organization_id
      and organization.is_mirrored
  loop
    organization_id := state.organization_id;
    job := state.job;
    changed := null;
    p50 := null;
    p95 := null;
    if state.rows is not null then
      execute 'select count(*), make_interval(secs => percentile_cont(0.5) within group (order by greatest(seconds, 0))),'
        ' make_interval(secs => percentile_cont(0.95) within group (order by greatest(seconds, 0))) from ('
        || state.rows || ') as written' into changed, p50, p95 using state.organization_id, at;
    end if;
    return next;
  end loop;
end
$$;

--changeset tds:sync-delay runOnChange:true
create or replace view reporting.sync_delay as
select organization_id, job, changed, p50, p95 from etl.delays(now());

comment on view reporting.sync_delay is 'How long a change in the source took to become a row, for rows that were written in the last hour and were not new.';
comment on column reporting.sync_delay.changed is 'Rows of the last hour whose change in the source was less than a day old; null before the tables of the job are known.';
comment on column reporting.sync_delay.p50 is 'Half of them took no longer than this from the modification time of the source to the writing of the row. Null if there were none.';
comment on column reporting.sync_delay.p95 is '95 % of them took no longer.';
