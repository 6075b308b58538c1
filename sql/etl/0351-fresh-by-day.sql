--liquibase formatted sql logicalFilePath:sql/etl/0351-fresh-by-day.sql

--changeset tds:etl-fresh-by-day
create table etl.fresh_by_day (
  day date not null,
  organization_id text not null,
  job text not null,
  seconds_fresh double precision not null,
  seconds_known double precision not null,
  primary key (day, organization_id, job)
);
comment on table etl.fresh_by_day is 'For how much of each day that is over a job was as new as its file wants: what remains of it when the runs are forgotten.';
comment on column etl.fresh_by_day.day is 'The day in the time zone of the organization.';
comment on column etl.fresh_by_day.seconds_fresh is 'Seconds in which it was.';
comment on column etl.fresh_by_day.seconds_known is 'Seconds of which that is known.';

--changeset tds:etl-events-of-deletions
create index events_of_deletions on etl.events (organization_id, sequence) where name = 'RecordDeleted';
