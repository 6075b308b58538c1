--liquibase formatted sql logicalFilePath:sql/etl/0241-days-from-hours.sql

--changeset tds:etl-days-from-hours splitStatements:false runOnChange:true
-- Hours that ended before an instant, at most a day of them: what an organization has of one day of its own becomes one row, in the
-- first hour of that day. So each sum by day stays what it was, and a year needs a twentieth of the room.
create or replace function etl.days_from_hours(hourly regclass, before timestamptz) returns bigint language plpgsql as $$
declare
  sums text[] := array(
    select quote_ident(attname) from pg_attribute where attrelid = hourly and attnum > 0 and not attisdropped
      and not (attnum = any((select conkey from pg_constraint where conrelid = hourly and contype = 'p')::smallint[]))
    order by attnum);
  keys text[] := array(
    select quote_ident(attname) from pg_attribute where attrelid = hourly and attname <> 'hour'
      and attnum = any((select conkey from pg_constraint where conrelid = hourly and contype = 'p')::smallint[])
    order by attnum);
  key_list text := array_to_string(keys, ', ');
  moved bigint;
begin
  execute format($query$
    with gone as (
      delete from %1$s as past
      using (
        select old.ctid as row, day.first from %1$s as old
        join tds.organizations as organization using (organization_id)
        cross join lateral (
          select date_trunc('hour', date_trunc('day', old.hour, organization.time_zone) + interval '59 minutes') as first) as day
        where old.hour < $1 and old.hour >= $1 - interval '1 day' and old.hour <> day.first) as later
      where past.ctid = later.row
      returning later.first, past.*),
    summed as (
      insert into %1$s as kept (hour, %2$s, %3$s)
      select first, %2$s, %4$s from gone group by first, %2$s
      on conflict (hour, %2$s) do update set %5$s)
    select count(*) from gone
    $query$, hourly, key_list, array_to_string(sums, ', '),
    (select string_agg(format('sum(%s)', name), ', ') from unnest(sums) as name),
    (select string_agg(format('%1$s = kept.%1$s + excluded.%1$s', name), ', ') from unnest(sums) as name))
  into moved using before;
  return moved;
end
$$;

comment on function etl.days_from_hours(regclass, timestamptz) is 'Sums up the hours of the day before an instant in a table of sums by hour: one row for each organization, its own day, and the other columns of the key. Returns how many rows went.';

--changeset tds:etl-days-from-hours-said
comment on column etl.runs_by_hour.hour is 'When the hour began in which the runs ended. What is older than 35 days is summed up by the organization''s own day, and this is the first hour of that day.';
comment on column etl.calls_by_hour.hour is 'When the hour began in which the calls were made. What is older than 35 days is summed up by the organization''s own day, and this is the first hour of that day.';
