--liquibase formatted sql logicalFilePath:sql/etl/0070-hydration-back-off.sql

--changeset tds:etl-hydration-back-off
alter table etl.hydration
  add column due_at timestamptz,
  add column trouble text check (trouble in ('OLDER', 'UNKNOWN', 'FAILED')),
  add column trouble_since timestamptz,
  add column cause text;
comment on table etl.hydration is 'Records whose complete document has still to be fetched. A record leaves only when a document as new as its list row is stored, or the record is deleted.';
comment on column etl.hydration.attempts is 'How often the document was asked for in vain; those that were not asked for come first.';
comment on column etl.hydration.due_at is 'The document is not asked for again before; null means at once.';
comment on column etl.hydration.trouble is 'OLDER: the document that came is older than the list row. UNKNOWN: the source does not know the record that its list shows. FAILED: no document could be had.';
comment on column etl.hydration.trouble_since is 'Since when the document is asked for in vain.';
comment on column etl.hydration.cause is 'What the source said last.';
alter table etl.runs add column notice text;
comment on column etl.runs.notice is 'What a person should know about a run that did what was asked: documents that could not be had, for example.';
comment on column etl.run_steps.step is 'hydrate fetches complete documents, documents tries those in quarantine again, sweep asks for records that a complete list has not shown, check queues documents that nobody waited for.';
comment on column etl.run_steps.unchanged is 'Documents that say the same as before; in a sweep, records that are there all the same.';
comment on column etl.run_steps.gone is 'Records that the source does not know; only a sweep marks them as deleted, in other steps they are asked for again.';
comment on column etl.run_steps.postponed is 'Documents that could not be had this time, or came older than their list rows; in a check, those that are queued now.';
