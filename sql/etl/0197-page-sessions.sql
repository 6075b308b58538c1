--liquibase formatted sql logicalFilePath:sql/etl/0197-page-sessions.sql

--changeset tds:etl-page-sessions
-- As Spring Session 4.1 wants them.
create table etl.page_sessions (
  primary_id text primary key,
  session_id text not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  principal_name text
);
create index page_sessions_expiry on etl.page_sessions (expiry_time);
create index page_sessions_principal on etl.page_sessions (principal_name);
comment on table etl.page_sessions is 'Who is logged in at pages, for every process; Spring Session removes what is over.';
comment on column etl.page_sessions.primary_id is 'Identifies the session within the database.';
comment on column etl.page_sessions.session_id is 'What the browser shows; nobody but this application may read it.';
comment on column etl.page_sessions.creation_time is 'When the session began, in milliseconds since 1970.';
comment on column etl.page_sessions.last_access_time is 'When a page was last asked for, in milliseconds since 1970.';
comment on column etl.page_sessions.max_inactive_interval is 'After how many seconds without a page the session is over.';
comment on column etl.page_sessions.expiry_time is 'When that is, in milliseconds since 1970.';
comment on column etl.page_sessions.principal_name is 'Not used.';

create table etl.page_sessions_attributes (
  session_primary_id text not null references etl.page_sessions (primary_id) on delete cascade,
  attribute_name text not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
comment on table etl.page_sessions_attributes is 'What is known of each session: the name, the role and the key of whoever logged in.';
comment on column etl.page_sessions_attributes.session_primary_id is 'As in etl.page_sessions; goes with that row.';
comment on column etl.page_sessions_attributes.attribute_name is 'What it is.';
comment on column etl.page_sessions_attributes.attribute_bytes is 'Its value, as Java writes objects.';
