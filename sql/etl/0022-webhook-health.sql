--liquibase formatted sql logicalFilePath:sql/etl/0022-webhook-health.sql

--changeset tds:etl-webhook-health
create table etl.deliveries_by_hour (
  organization_id text not null,
  job text not null,
  hour timestamptz not null,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  minutes integer not null default 0,
  last_at timestamptz,
  primary key (organization_id, job, hour)
) with (fillfactor = 50);
comment on table etl.deliveries_by_hour is 'How many webhooks came in each hour of the last nine weeks: what remains of them when the inbox has forgotten them, and what is usual.';
comment on column etl.deliveries_by_hour.organization_id is 'Empty if that cannot be told.';
comment on column etl.deliveries_by_hour.job is 'Whose records they named; empty if they were not recognized, or refused at the address for all.';
comment on column etl.deliveries_by_hour.hour is 'When it began.';
comment on column etl.deliveries_by_hour.accepted is 'Genuine ones, each time they came.';
comment on column etl.deliveries_by_hour.refused is 'Those that were not taken; written once a minute.';
comment on column etl.deliveries_by_hour.minutes is 'Minutes in which any was accepted.';
comment on column etl.deliveries_by_hour.last_at is 'When the last one was accepted; null if none was.';

create table etl.webhook_alarms (
  alarm_id bigint generated always as identity primary key,
  organization_id text not null,
  job text not null,
  cause text not null,
  since timestamptz not null,
  sentence text not null,
  ended_at timestamptz,
  recovery_at timestamptz,
  run_id bigint,
  constraint webhook_alarms_cause check (cause in ('SILENT', 'REFUSED', 'FAILING', 'NEAR_LIMIT'))
);
create unique index webhook_alarms_on on etl.webhook_alarms (organization_id, job, cause) where ended_at is null;
comment on table etl.webhook_alarms is 'What was wrong with webhooks, and what was done about it.';
comment on column etl.webhook_alarms.job is 'Empty if it is about no job in particular.';
comment on column etl.webhook_alarms.since is 'When it was noticed.';
comment on column etl.webhook_alarms.ended_at is 'When it was over; null while it goes on.';
comment on column etl.webhook_alarms.recovery_at is 'When a delta was last asked for because of it.';
comment on column etl.webhook_alarms.run_id is 'That delta, or the unfinished one that went on.';
