--liquibase formatted sql logicalFilePath:sql/etl/0071-provisional.sql

--changeset tds:etl-provisional
create table etl.provisional (
  organization_id text not null,
  job text not null,
  source_id text not null,
  modified_at timestamptz not null,
  delivered_at timestamptz not null,
  run_id bigint not null,
  primary key (organization_id, job, source_id)
);
comment on table etl.provisional is 'Versions that only a webhook has told of. A list row or a fetched document confirms a version; if none has within an hour, the record is fetched, and what the source answers is right.';
comment on column etl.provisional.modified_at is 'The version, in the words of the delivery.';
comment on column etl.provisional.delivered_at is 'When the first unconfirmed version came.';
comment on column etl.provisional.run_id is 'The run that wrote the version.';

create table etl.refuted_deliveries (
  organization_id text not null,
  job text not null,
  source_id text not null,
  modified_at timestamptz not null,
  delivered_at timestamptz not null,
  run_id bigint not null,
  source_modified_at timestamptz,
  refuted_at timestamptz not null
);
create index refuted_deliveries_latest on etl.refuted_deliveries (refuted_at);
comment on table etl.refuted_deliveries is 'Delivered versions that the source does not know. Its own version has taken their place. Look who knows the webhook secret.';
comment on column etl.refuted_deliveries.modified_at is 'The version, in the words of the delivery.';
comment on column etl.refuted_deliveries.run_id is 'The run that found out.';
comment on column etl.refuted_deliveries.source_modified_at is 'The version that the source answered with; null if it does not know the record.';

alter table etl.hydration add column provisional boolean not null default false;
comment on column etl.hydration.provisional is 'Only a delivery has told of the version that is waited for: an hour after queued_at, whatever the source answers is right.';
