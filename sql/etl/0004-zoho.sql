--liquibase formatted sql logicalFilePath:sql/etl/0004-zoho.sql

--changeset tds:etl-rate-buckets
create table etl.rate_buckets (
  id text primary key,
  state bytea,
  expires_at bigint
);
comment on table etl.rate_buckets is 'Token buckets of calls per organization, shared by all nodes (bucket4j).';
comment on column etl.rate_buckets.id is 'The organization and the version of its limits.';

--changeset tds:etl-access-tokens
create table etl.access_tokens (
  client_id text primary key,
  token bytea,
  api_domain text,
  expires_at timestamptz,
  refreshed_at timestamptz
);
comment on table etl.access_tokens is 'The current access token per client, so that a restart or another node does not ask for a new one.';
comment on column etl.access_tokens.token is 'AES-GCM under tds.secret-key: 12 bytes nonce, then ciphertext and tag.';
comment on column etl.access_tokens.expires_at is 'When the source stops accepting it.';
