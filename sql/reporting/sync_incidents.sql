--liquibase formatted sql logicalFilePath:sql/reporting/sync_incidents.sql

--changeset tds:sync-incidents runOnChange:true
create or replace view reporting.sync_incidents as
select alarm_id, kind, worst as severity, organization_id, job, subject, sentence, fired_at as began_at, ended_at,
  extract(epoch from coalesce(ended_at, now()) - fired_at) / 60 as minutes, acknowledged_by,
  extract(epoch from acknowledged_at - fired_at) / 60 as minutes_to_acknowledge
from etl.alarms where fired_at is not null;

comment on view reporting.sync_incidents is 'What was wrong long enough to be told, and for how long.';
comment on column reporting.sync_incidents.kind is 'What was wrong, such as stale.';
comment on column reporting.sync_incidents.severity is 'The worst it came to.';
comment on column reporting.sync_incidents.sentence is 'What was wrong, by the last look.';
comment on column reporting.sync_incidents.began_at is 'When it began to be told.';
comment on column reporting.sync_incidents.ended_at is 'When it was over; null while it goes on.';
comment on column reporting.sync_incidents.minutes is 'How long it lasted; until now, if it goes on.';
comment on column reporting.sync_incidents.acknowledged_by is 'Who saw to it last; null if nobody did.';
comment on column reporting.sync_incidents.minutes_to_acknowledge is 'How long that took; null if nobody saw to it.';
