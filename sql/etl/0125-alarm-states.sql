--liquibase formatted sql logicalFilePath:sql/etl/0125-alarm-states.sql

--changeset tds:etl-alarm-states
alter table etl.alarms
  add column state text,
  add column worst text,
  add column fired_at timestamptz,
  add column gone_at timestamptz,
  add column gone_look bigint,
  add column acknowledged_at timestamptz,
  add column acknowledged_by text,
  add column note text,
  add column silence_id bigint,
  add column inhibited_by bigint,
  add column flapping_until timestamptz,
  add column told_at timestamptz,
  add column held_until timestamptz,
  add column step integer not null default 0;
update etl.alarms set state = case when ended_at is null then 'FIRING' else 'RESOLVED' end, worst = severity,
  fired_at = began_at, told_at = began_at;
alter table etl.alarms
  alter column state set not null,
  alter column worst set not null,
  add constraint alarms_state check (state in ('PENDING', 'FIRING', 'ACKNOWLEDGED', 'RESOLVED')),
  add constraint alarms_worst check (worst in ('CRITICAL', 'WARNING', 'INFO')),
  add constraint alarms_resolved check ((state = 'RESOLVED') = (ended_at is not null)),
  add constraint alarms_fired check ((state = 'PENDING') = (fired_at is null)),
  add constraint alarms_acknowledged check (state <> 'ACKNOWLEDGED' or acknowledged_at is not null and acknowledged_by is not null);
create index alarms_ended_lately on etl.alarms (ended_at) where ended_at is not null;
create index alarms_of_identity on etl.alarms (kind, organization_id, job, subject, alarm_id desc);
comment on table etl.alarms is 'What is wrong, and what was: one row from the first look that found it to the second in a row that did not.';
comment on column etl.alarms.ended_at is 'When a look no longer found it; null while it goes on. Found again within 15 minutes, it goes on.';
comment on column etl.alarms.state is 'PENDING until it lasts as long as its rule allows, then FIRING, ACKNOWLEDGED while a person sees to it, RESOLVED once it is over.';
comment on column etl.alarms.worst is 'The worst severity since it fired or somebody acknowledged it; a worse one is told again.';
comment on column etl.alarms.fired_at is 'When it began to be told; null while it is pending.';
comment on column etl.alarms.gone_at is 'When the last look did not find it; the next look that does not find it either ends the alarm.';
comment on column etl.alarms.gone_look is 'The number of that look.';
comment on column etl.alarms.acknowledged_at is 'When a person said that he sees to it.';
comment on column etl.alarms.acknowledged_by is 'Who that is.';
comment on column etl.alarms.note is 'What he said.';
comment on column etl.alarms.silence_id is 'The silence that covers the alarm now; see etl.silences.';
comment on column etl.alarms.inhibited_by is 'The alarm that explains this one, so that only that one is told.';
comment on column etl.alarms.flapping_until is 'Set while the alarm begins and ends too often: until then its changes are not told.';
comment on column etl.alarms.told_at is 'When it was last due to be told: when it fired, rose, or was repeated.';
comment on column etl.alarms.held_until is 'Until when the delivery holds its message back, such as in quiet hours; null if none is held.';
comment on column etl.alarms.step is 'How far its delivery has gone up the ladder of receivers.';

create table etl.alarm_transitions (
  transition_id bigint generated always as identity primary key,
  alarm_id bigint not null,
  at timestamptz not null,
  change text not null,
  state text not null,
  severity text not null,
  who text not null,
  note text not null
);
create index alarm_transitions_of on etl.alarm_transitions (alarm_id, transition_id);
create index alarm_transitions_at on etl.alarm_transitions (at);
comment on table etl.alarm_transitions is 'What happened to each alarm, in order.';
comment on column etl.alarm_transitions.transition_id is 'Identifies the transition.';
comment on column etl.alarm_transitions.alarm_id is 'As in etl.alarms; goes with that row.';
comment on column etl.alarm_transitions.at is 'When it happened.';
comment on column etl.alarm_transitions.change is 'What happened, such as FIRED, RAISED, ACKNOWLEDGED or RESOLVED.';
comment on column etl.alarm_transitions.state is 'The state of the alarm from then on, as in etl.alarms.state.';
comment on column etl.alarm_transitions.severity is 'Its severity from then on.';
comment on column etl.alarm_transitions.who is 'The person who did it; empty if nobody did.';
comment on column etl.alarm_transitions.note is 'Why, in words; empty if the change says it all.';
insert into etl.alarm_transitions (alarm_id, at, change, state, severity, who, note)
select alarm_id, began_at, 'FIRED', 'FIRING', severity, '', '' from etl.alarms
union all
select alarm_id, ended_at, 'RESOLVED', 'RESOLVED', severity, '', '' from etl.alarms where ended_at is not null
order by 2;

create table etl.silences (
  silence_id bigint generated always as identity primary key,
  kind text not null,
  organization_id text not null,
  job text not null,
  began_at timestamptz not null,
  until timestamptz not null,
  reason text not null,
  who text not null,
  ended_at timestamptz,
  ended_by text,
  constraint silences_end check (until > began_at and until <= began_at + interval '7 days'),
  constraint silences_reason check (reason <> '' and who <> ''),
  constraint silences_ended check ((ended_at is null) = (ended_by is null))
);
create index silences_until on etl.silences (until) where ended_at is null;
comment on table etl.silences is 'What shall not be told for a while, and why. It is looked for and kept all the same.';
comment on column etl.silences.silence_id is 'Identifies the silence.';
comment on column etl.silences.kind is 'Alarms of this kind; empty for every kind.';
comment on column etl.silences.organization_id is 'Alarms of this organization; empty for every one.';
comment on column etl.silences.job is 'Alarms about this job; empty for every one.';
comment on column etl.silences.began_at is 'From when on.';
comment on column etl.silences.until is 'Until when; at most seven days later.';
comment on column etl.silences.reason is 'Why, for those who wonder.';
comment on column etl.silences.who is 'Who asked for it.';
comment on column etl.silences.ended_at is 'When somebody ended it early; null if nobody did.';
comment on column etl.silences.ended_by is 'Who that was.';
