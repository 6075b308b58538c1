--liquibase formatted sql logicalFilePath:sql/etl/0014-api-keys.sql

--changeset tds:etl-api-keys
create table etl.api_keys (
  key_id text primary key,
  name text not null,
  role text not null check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
  secret_hash bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
comment on table etl.api_keys is 'Keys with which programs call this application, tds_<key_id>_<secret>; the secret itself is kept nowhere.';
comment on column etl.api_keys.name is 'Who holds it, for the history of what was asked for.';
comment on column etl.api_keys.role is 'VIEWER looks, OPERATOR starts and stops runs, ADMIN connects accounts.';
comment on column etl.api_keys.secret_hash is 'SHA-256 of the secret.';
comment on column etl.api_keys.revoked_at is 'Since when the key is good no more; null while it is.';
