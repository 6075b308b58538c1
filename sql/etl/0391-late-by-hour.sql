--liquibase formatted sql logicalFilePath:sql/etl/0391-late-by-hour.sql

--changeset tds:etl-late-by-hour
create table etl.late_by_hour (
  hour timestamptz not null,
  organization_id text not null,
  job text not null,
  reason text not null,
  changes bigint not null,
  primary key (hour, organization_id, job, reason)
);
comment on table etl.late_by_hour is 'How many changes became visible in each hour that is over, and why some were late: what remains of them when the rows are written again.';
comment on column etl.late_by_hour.hour is 'When the hour began in which the rows were written.';
comment on column etl.late_by_hour.reason is 'in time, or one of the reasons of reporting.sync_late.';
comment on column etl.late_by_hour.changes is 'Rows that were changed and not new.';
