--liquibase formatted sql logicalFilePath:sql/reporting/sync_queues.sql

--changeset tds:sync-queues runOnChange:true
create or replace view reporting.sync_queues as
select state.organization_id, state.job, 'documents' as queue, count(place.source_id) as depth,
  min(place.queued_at) as oldest, count(place.trouble) as failing
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.hydration as place on place.organization_id = state.organization_id and place.job = state.job
group by state.organization_id, state.job
union all
select state.organization_id, state.job, 'webhooks', count(delivery.inbox_id),
  min(case when delivery.source_modified_at is null then delivery.last_received_at else delivery.received_at end),
  count(delivery.cause)
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.inbox as delivery on delivery.organization_id = state.organization_id and delivery.job = state.job
  and delivery.due_at is not null
group by state.organization_id, state.job
union all
select state.organization_id, state.job, 'quarantine', count(entry.source_id), min(entry.first_seen_at), count(entry.source_id)
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored
left join etl.quarantine as entry on entry.organization_id = state.organization_id
  and entry.job in (state.job, state.job || ' details')
group by state.organization_id, state.job
union all
select '', '', 'events', count(*), min(publication_date), count(*) filter (where completion_attempts > 1)
from etl.event_publication where completion_date is null
union all
select '', '', 'notifications', count(*), min(created_at), count(*) filter (where attempts > 0)
from etl.notifications where done_at is null and state = 'WAITING';

comment on view reporting.sync_queues is 'What waits to be done.';
comment on column reporting.sync_queues.organization_id is 'Empty for events and notifications, which are worked off in one order for all.';
comment on column reporting.sync_queues.job is 'Empty for events and notifications.';
comment on column reporting.sync_queues.queue is 'documents: complete documents to be fetched. webhooks: deliveries to be worked off. quarantine: records that cannot be used. events: changes to be published. notifications: messages about alarms to be sent; not those held in quiet hours.';
comment on column reporting.sync_queues.depth is 'How many wait.';
comment on column reporting.sync_queues.oldest is 'Since when the oldest of them waits; null if none does.';
comment on column reporting.sync_queues.failing is 'Of these, how many have been tried in vain.';
