--liquibase formatted sql logicalFilePath:sql/etl/0073-given-up.sql

--changeset tds:etl-given-up
create table etl.given_up (
  organization_id text not null,
  job text not null,
  source_id text not null,
  source_modified_at timestamptz,
  given_up_at timestamptz not null,
  given_up_by text not null,
  primary key (organization_id, job, source_id)
);
comment on table etl.given_up is 'Records for whose complete document a person has said that nobody waits any more. When the record changes again, its document is waited for again.';
comment on column etl.given_up.source_modified_at is 'The version of the list row whose document was given up.';
