--liquibase formatted sql logicalFilePath:sql/reporting/sync_queues.sql

--changeset tds:sync-queues runOnChange:true
create or replace view reporting.sync_queues as
with jobs as (
  select state.organization_id, state.job
  from etl.job_state as state
  join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored),
documents as (
  select organization_id, job, count(*) as depth, min(queued_at) as oldest, count(trouble) as failing
  from etl.hydration group by organization_id, job),
webhooks as (
  select organization_id, job, count(*) as depth,
    min(case when source_modified_at is null then last_received_at else received_at end) as oldest, count(cause) as failing
  from etl.inbox where due_at is not null group by organization_id, job),
quarantine as (
  select organization_id, regexp_replace(job, ' details$', '') as job, sum(depth) as depth, min(oldest) as oldest
  from (
    select organization_id, job, count(*) as depth, min(first_seen_at) as oldest
    from etl.quarantine group by organization_id, job) as kept
  group by 1, 2)
select jobs.organization_id, jobs.job, 'documents' as queue, coalesce(waiting.depth, 0) as depth, waiting.oldest,
  coalesce(waiting.failing, 0) as failing
from jobs left join documents as waiting using (organization_id, job)
union all
select jobs.organization_id, jobs.job, 'webhooks', coalesce(waiting.depth, 0), waiting.oldest, coalesce(waiting.failing, 0)
from jobs left join webhooks as waiting using (organization_id, job)
union all
select jobs.organization_id, jobs.job, 'quarantine', coalesce(waiting.depth, 0)::bigint, waiting.oldest,
  coalesce(waiting.depth, 0)::bigint
from jobs left join quarantine as waiting using (organization_id, job)
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
