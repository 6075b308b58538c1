--liquibase formatted sql logicalFilePath:sql/etl/0135-notifications.sql

--changeset tds:etl-notifications
create table etl.notifications (
  notification_id bigint generated always as identity primary key,
  told_key text not null,
  alarm_id bigint,
  news text not null,
  step integer not null,
  receiver text not null,
  channel text not null,
  told_with text not null,
  told jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('WAITING', 'HELD', 'SENT', 'GIVEN_UP')),
  message_id uuid,
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz,
  constraint notifications_once unique (told_key),
  constraint notifications_done check ((state in ('SENT', 'GIVEN_UP')) = (done_at is not null)),
  constraint notifications_sent check (state <> 'SENT' or message_id is not null)
) with (fillfactor = 80);
create index notifications_due on etl.notifications (channel, due_at) where done_at is null;
create index notifications_of_alarm on etl.notifications (alarm_id, receiver, channel);
create index notifications_lately on etl.notifications (receiver, channel, done_at) where done_at is not null;
create index notifications_done_at on etl.notifications (done_at) where done_at is not null;
comment on table etl.notifications is 'What is to be told to whom: one row for each change of an alarm, receiver and channel, written in the transaction of the change; and what was told.';
comment on column etl.notifications.notification_id is 'Identifies the notification.';
comment on column etl.notifications.told_key is 'What is told to whom, so that nothing is told twice.';
comment on column etl.notifications.alarm_id is 'As in etl.alarms; null for a self-test.';
comment on column etl.notifications.news is 'What is told, such as FIRING, ESCALATED or RESOLVED.';
comment on column etl.notifications.step is 'The step of the ladder of receivers, from 0.';
comment on column etl.notifications.receiver is 'A name of receivers.yaml.';
comment on column etl.notifications.channel is 'How the receiver is told, such as mail.';
comment on column etl.notifications.told_with is 'Notifications of one receiver and channel with the same value go in one message.';
comment on column etl.notifications.told is 'The alarm as it was when the notification was written.';
comment on column etl.notifications.created_at is 'When the notification was written.';
comment on column etl.notifications.due_at is 'When the message is to be sent, or tried again.';
comment on column etl.notifications.state is 'HELD until the receiver''s quiet hours are over, WAITING to be sent, SENT, or GIVEN_UP after the last attempt.';
comment on column etl.notifications.message_id is 'The message that the notification goes in; the same at each attempt, so that a receiver knows a message that comes twice.';
comment on column etl.notifications.attempts is 'How often the message was tried.';
comment on column etl.notifications.last_error is 'Why the last attempt failed.';
comment on column etl.notifications.done_at is 'When the message was sent or given up.';
