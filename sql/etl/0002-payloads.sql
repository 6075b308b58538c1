--liquibase formatted sql logicalFilePath:sql/etl/0002-payloads.sql

--changeset tds:etl-payloads
create table etl.payloads (
  organization_id text not null,
  source_id text not null,
  payload_hash bytea not null,
  resource text not null,
  payload json not null,
  source_modified_at timestamptz,
  first_seen_at timestamptz not null,
  run_id bigint not null,
  primary key (organization_id, source_id, payload_hash)
);
comment on table etl.payloads is 'Every distinct document the source sent for a record, kept once, byte for byte.';
comment on column etl.payloads.payload_hash is 'SHA-256 of the payload: sha256(convert_to(payload::text, ''UTF8'')).';
comment on column etl.payloads.resource is 'The list or call it came from, such as books/invoices.';
comment on column etl.payloads.payload is 'Type json, not jsonb: key order, number format and escapes stay as they were sent.';
comment on column etl.payloads.source_modified_at is 'The version''s time in the source''s own words.';
comment on column etl.payloads.first_seen_at is 'When this application first saw this version.';
