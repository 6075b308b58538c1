--liquibase formatted sql logicalFilePath:sql/etl/0012-inbox.sql

--changeset tds:etl-inbox
create table etl.inbox (
  inbox_id bigint generated always as identity primary key,
  source text not null,
  organization_id text not null,
  job text not null,
  entity text not null,
  source_ids text[] not null,
  source_modified_at timestamptz,
  content_type text not null,
  query text not null,
  body bytea,
  body_hash bytea not null,
  problem text,
  deliveries bigint not null default 1,
  received_at timestamptz not null,
  last_received_at timestamptz not null,
  due_at timestamptz,
  attempts integer not null default 0,
  cause text,
  run_id bigint,
  done_at timestamptz,
  constraint inbox_same unique nulls not distinct (organization_id, job, entity, source_modified_at, body_hash),
  constraint inbox_recognized check ((problem is null) = (due_at is not null or done_at is not null))
);
-- A sender waits for its answer, and compressing takes longer than writing.
alter table etl.inbox alter column body set storage external;
create index inbox_due on etl.inbox (organization_id, job, due_at) where due_at is not null;
create index inbox_done on etl.inbox (done_at) where done_at is not null;
comment on table etl.inbox is 'Verified webhook deliveries, kept before they are worked off. The same delivery is one row, however often it comes.';
comment on column etl.inbox.organization_id is 'Whose secret it was signed with; empty if that does not tell.';
comment on column etl.inbox.job is 'The job whose records it names; empty if it is not recognized.';
comment on column etl.inbox.entity is 'What the document is called in the body.';
comment on column etl.inbox.source_ids is 'The records it names: the document''s own, or those of its lines.';
comment on column etl.inbox.source_modified_at is 'In the source''s words; without it, the same body once more may be another change, and is worked off again.';
comment on column etl.inbox.body is 'Every byte that came; null for what follows from another delivery, which has the same hash.';
comment on column etl.inbox.problem is 'Why it is not recognized; null if it is.';
comment on column etl.inbox.deliveries is 'How often it came.';
comment on column etl.inbox.due_at is 'When it is to be worked off, at the earliest; null if it never is, or was.';
comment on column etl.inbox.attempts is 'How often its records could not be had. It is tried again however often that was.';
comment on column etl.inbox.cause is 'Why they could not be had the last time.';
comment on column etl.inbox.run_id is 'The run that has worked it off, or is about to.';
comment on column etl.inbox.done_at is 'When a run that fetched its records had completed.';
