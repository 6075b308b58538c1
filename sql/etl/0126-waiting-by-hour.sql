--liquibase formatted sql logicalFilePath:sql/etl/0126-waiting-by-hour.sql

--changeset tds:etl-waiting-by-hour
create table etl.waiting_by_hour (
  organization_id text not null,
  job text not null,
  hour timestamptz not null,
  waiting bigint not null,
  primary key (hour, organization_id, job)
);
comment on table etl.waiting_by_hour is 'How many complete documents waited, by the hour, so that one sees whether they become fewer.';
comment on column etl.waiting_by_hour.hour is 'When the hour began.';
comment on column etl.waiting_by_hour.waiting is 'Documents that had still to be fetched when somebody last counted in this hour.';
