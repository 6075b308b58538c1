--liquibase formatted sql logicalFilePath:sql/etl/0024-events.sql

--changeset tds:etl-event-publication
-- As Spring Modulith 2.1 wants it; without its indexes, since rows are found by their id and leave when they are delivered.
create table etl.event_publication (
  id uuid primary key,
  listener_id text not null,
  event_type text not null,
  serialized_event text not null,
  publication_date timestamptz not null,
  completion_date timestamptz,
  status text,
  completion_attempts integer,
  last_resubmission_date timestamptz
);
comment on table etl.event_publication is 'Changes that are committed and not yet in etl.events; Spring Modulith''s event publication registry.';

--changeset tds:etl-events
create table etl.events (
  sequence bigint primary key,
  event_id uuid not null unique,
  name text not null,
  entity text not null,
  organization_id text not null,
  source_ids text[] not null,
  changed_at timestamptz not null,
  run_id bigint not null,
  published_at timestamptz not null
);
comment on table etl.events is 'What has changed for readers of schema tds, in the order of publication: src/docs/events.md.';
comment on column etl.events.sequence is '1, 2, 3 …: given under a lock that is held until the commit, so that no lower number appears later.';
comment on column etl.events.event_id is 'Given with the change; keeps what is delivered twice from being published twice.';
comment on column etl.events.name is 'Such as ProductChanged; RecordDeleted for whatever was deleted.';
comment on column etl.events.entity is 'What the records are, such as Product.';
comment on column etl.events.source_ids is 'Which records, at most 1000.';
comment on column etl.events.changed_at is 'When they were written; they are visible since before published_at.';
comment on column etl.events.run_id is 'The run that wrote them.';
