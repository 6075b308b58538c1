--liquibase formatted sql logicalFilePath:sql/etl/0040-alarms.sql

--changeset tds:etl-alarms
create table etl.alarms (
  alarm_id bigint generated always as identity primary key,
  kind text not null,
  severity text not null check (severity in ('CRITICAL', 'WARNING', 'INFO')),
  organization_id text not null,
  job text not null,
  subject text not null,
  sentence text not null,
  cure text not null,
  found_by text not null,
  began_at timestamptz not null,
  look bigint not null,
  ended_at timestamptz,
  constraint alarms_ended check (ended_at >= began_at)
) with (fillfactor = 70);
create unique index alarms_open on etl.alarms (kind, organization_id, job, subject) where ended_at is null;
create index alarms_history on etl.alarms (began_at);
comment on table etl.alarms is 'What is wrong, and what was: one row from the first look that found it to the first that did not.';
comment on column etl.alarms.alarm_id is 'Identifies the alarm.';
comment on column etl.alarms.kind is 'What is wrong, such as stale or webhooks-silent.';
comment on column etl.alarms.severity is 'CRITICAL wakes somebody, WARNING waits for the morning, INFO is only summed up.';
comment on column etl.alarms.organization_id is 'Empty if the alarm is about no organization in particular.';
comment on column etl.alarms.job is 'Empty if the alarm is about no job in particular.';
comment on column etl.alarms.subject is 'What exactly is wrong, where organization and job do not say; else empty.';
comment on column etl.alarms.sentence is 'What is wrong, for a person, by the last look.';
comment on column etl.alarms.cure is 'What to do, or what happens by itself.';
comment on column etl.alarms.found_by is 'The watch that found it; while that watch cannot look, the alarm does not end.';
comment on column etl.alarms.began_at is 'When it was first found.';
comment on column etl.alarms.look is 'The number of the last look that found it.';
comment on column etl.alarms.ended_at is 'When a look no longer found it; null while it goes on.';

create sequence etl.alarm_look;
comment on sequence etl.alarm_look is 'Numbers the looks: an alarm is over when a look that began later does not find it.';

create table etl.alarm_looks (
  id integer primary key check (id = 1),
  looked_at timestamptz not null
);
comment on table etl.alarm_looks is 'One row: when somebody last looked whether anything is wrong.';
comment on column etl.alarm_looks.id is 'Always 1.';
comment on column etl.alarm_looks.looked_at is 'When the last look ended. If this is old, the absence of alarms means nothing.';

create table etl.webhook_recoveries (
  organization_id text not null,
  job text not null,
  asked_at timestamptz,
  run_id bigint,
  primary key (organization_id, job)
);
comment on table etl.webhook_recoveries is 'The last delta of each job that was asked for because its webhooks may have been missed.';
comment on column etl.webhook_recoveries.organization_id is 'Whose webhooks.';
comment on column etl.webhook_recoveries.job is 'The job whose records they name.';
comment on column etl.webhook_recoveries.asked_at is 'When the delta was asked for; null if another run was in the way, so that it is asked for again.';
comment on column etl.webhook_recoveries.run_id is 'That delta, or the unfinished one that went on.';

--changeset tds:etl-webhook-alarms-moved
insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by, began_at, look, ended_at)
select 'webhooks-' || replace(lower(cause), '_', '-'), 'WARNING', organization_id, job, '', sentence, '', 'deliveryWatch', since,
  0, case when ended_at is not null then greatest(since, ended_at) end
from etl.webhook_alarms order by alarm_id;
insert into etl.webhook_recoveries (organization_id, job, asked_at, run_id)
select distinct on (organization_id, job) organization_id, job, recovery_at, run_id
from etl.webhook_alarms where recovery_at is not null order by organization_id, job, recovery_at desc;
drop table etl.webhook_alarms;
