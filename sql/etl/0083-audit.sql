--liquibase formatted sql logicalFilePath:sql/etl/0083-audit.sql

--changeset tds:etl-audit
create table etl.audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null,
  who text not null,
  login text not null,
  address text,
  action text not null,
  outcome text not null,
  run_id bigint
);
create index audit_at on etl.audit (at);
comment on table etl.audit is 'Who did what and when: what changes something, and who was not let in. The same is in the log, from app.tds.audit.';
comment on column etl.audit.who is 'The user, the holder of the key, or the user of the machine who gave a command.';
comment on column etl.audit.login is '"user" and the name, "key" and the key''s id, or "command".';
comment on column etl.audit.address is 'Where the request came from; null for a command.';
comment on column etl.audit.action is 'Method and path of the request, or what was done.';
comment on column etl.audit.outcome is 'The status of the answer, or why it was refused. Of one login, at most 60 refusals a minute are noted.';
comment on column etl.audit.run_id is 'The run that was begun or changed, if it was one.';
alter table etl.api_keys add column last_used_at timestamptz;
comment on column etl.api_keys.last_used_at is 'When the key last let somebody in, to the minute.';
