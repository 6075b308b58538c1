--liquibase formatted sql logicalFilePath:sql/etl/0352-refusals-by-hour.sql

--changeset tds:etl-refusals-by-hour
create table etl.refusals_by_hour (
  organization_id text not null,
  hour timestamptz not null,
  reason text not null,
  refused bigint not null,
  primary key (hour, organization_id, reason)
) with (fillfactor = 70);
comment on table etl.refusals_by_hour is 'Why webhooks were refused in each hour of the last nine weeks, written once a minute.';
comment on column etl.refusals_by_hour.organization_id is 'Empty if that cannot be told.';
comment on column etl.refusals_by_hour.hour is 'When the hour began.';
comment on column etl.refusals_by_hour.reason is 'Such as wrong-signature; the same words as in the metric and in the log.';
comment on column etl.refusals_by_hour.refused is 'How many were refused for that reason.';
