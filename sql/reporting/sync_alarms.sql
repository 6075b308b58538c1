--liquibase formatted sql logicalFilePath:sql/reporting/sync_alarms.sql

--changeset tds:sync-alarms runOnChange:true
create or replace view reporting.sync_alarms as
select
  alarm.alarm_id,
  alarm.kind,
  alarm.severity,
  alarm.state,
  alarm.organization_id,
  alarm.job,
  alarm.subject,
  alarm.sentence,
  alarm.cure,
  alarm.began_at,
  alarm.fired_at,
  alarm.ended_at,
  alarm.acknowledged_at,
  alarm.acknowledged_by,
  alarm.note,
  silence.silence_id,
  silence.until as silenced_until,
  silence.reason as silenced_because,
  silence.who as silenced_by,
  alarm.inhibited_by,
  alarm.flapping_until,
  alarm.held_until,
  alarm.step,
  alarm.told_at,
  coalesce(root.organization_id || '/' || root.kind, alarm.organization_id || '/' || alarm.kind) as group_key
from etl.alarms as alarm
left join etl.silences as silence on silence.silence_id = alarm.silence_id
left join etl.alarms as root on root.alarm_id = alarm.inhibited_by;

comment on view reporting.sync_alarms is 'What is wrong, and what was: whether it is told, and what was done about it.';
comment on column reporting.sync_alarms.kind is 'What is wrong, such as stale.';
comment on column reporting.sync_alarms.severity is 'CRITICAL wakes somebody, WARNING waits for the morning, INFO is only summed up.';
comment on column reporting.sync_alarms.state is 'PENDING until it lasts as long as its rule allows, then FIRING, ACKNOWLEDGED while a person sees to it, RESOLVED once it is over.';
comment on column reporting.sync_alarms.began_at is 'When it was first found.';
comment on column reporting.sync_alarms.fired_at is 'When it began to be told; null while it is pending.';
comment on column reporting.sync_alarms.ended_at is 'When it was over; null while it goes on.';
comment on column reporting.sync_alarms.silenced_until is 'Until when it is not told, because somebody asked for that; null if nobody did.';
comment on column reporting.sync_alarms.inhibited_by is 'The alarm that explains this one, so that only that one is told.';
comment on column reporting.sync_alarms.flapping_until is 'Set while it begins and ends too often: until then its changes are not told.';
comment on column reporting.sync_alarms.held_until is 'Until when the delivery holds its message back; null if none is held.';
comment on column reporting.sync_alarms.step is 'How far its delivery has gone up the ladder of receivers.';
comment on column reporting.sync_alarms.told_at is 'When it was last due to be told; null if it never was.';
comment on column reporting.sync_alarms.group_key is 'Alarms with the same key are told in one message.';
