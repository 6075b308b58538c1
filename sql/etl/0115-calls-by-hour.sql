--liquibase formatted sql logicalFilePath:sql/etl/0115-calls-by-hour.sql

--changeset tds:etl-calls-by-hour
create table etl.calls_by_hour (
  organization_id text not null,
  hour timestamptz not null,
  api text not null,
  purpose text not null,
  outcome text not null,
  calls bigint not null default 0,
  milliseconds bigint not null default 0,
  primary key (hour, organization_id, api, purpose, outcome)
) with (fillfactor = 70);
comment on table etl.calls_by_hour is 'How many requests were made to the source in each hour, for what, and what became of them. A process that serves adds its requests once a minute, a command at its end; a process that is killed loses its last minute.';
comment on column etl.calls_by_hour.organization_id is 'Empty if the request was about no organization in particular.';
comment on column etl.calls_by_hour.hour is 'When the hour began in which the answer came.';
comment on column etl.calls_by_hour.api is 'The product that was asked, such as books.';
comment on column etl.calls_by_hour.purpose is 'The kind of work: webhook, delta, stock, hydration, full or verify.';
comment on column etl.calls_by_hour.outcome is 'found, nothing, gone and expired token are answers to go on with; every other word is a failure.';
comment on column etl.calls_by_hour.calls is 'Requests, each repeat of one included.';
comment on column etl.calls_by_hour.milliseconds is 'How long they took together.';
