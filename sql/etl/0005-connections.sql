--liquibase formatted sql logicalFilePath:sql/etl/0005-connections.sql

--changeset tds:etl-connections
drop table etl.access_tokens;
create table etl.connections (
  connection text primary key,
  accounts_url text,
  refresh_token bytea,
  access_token bytea,
  api_domain text,
  scope text,
  expires_at timestamptz,
  refreshed_at timestamptz,
  token_calls timestamptz[] not null default '{}',
  refusal text,
  refusal_kind text,
  refused_until timestamptz
);
comment on table etl.connections is 'What is known of each configured connection to Zoho: its tokens, and whether Zoho refuses new ones.';
comment on column etl.connections.connection is 'The name under tds.zoho.connections, or "default".';
comment on column etl.connections.accounts_url is 'The accounts server that Zoho named when the connection was made; null: the configured one.';
comment on column etl.connections.refresh_token is 'From connecting; used unless one is configured. AES-GCM under tds.secret-key, like access_token.';
comment on column etl.connections.access_token is 'The current one, so that a restart or another node does not ask for a new one.';
comment on column etl.connections.api_domain is 'Where the access token is good; Zoho names it with each token.';
comment on column etl.connections.scope is 'What the token allows, in Zoho''s words, separated by spaces.';
comment on column etl.connections.expires_at is 'When Zoho stops accepting the access token.';
comment on column etl.connections.token_calls is 'Calls of the token endpoint in the last ten minutes, of which Zoho allows ten.';
comment on column etl.connections.refusal is 'Why Zoho gave no token the last time it was asked; null if it did.';
comment on column etl.connections.refused_until is 'Nobody asks again before this.';

--changeset tds:etl-oauth-states
create table etl.oauth_states (
  state_hash bytea primary key,
  connection text not null,
  redirect_uri text not null,
  valid_until timestamptz not null,
  used_at timestamptz
);
comment on table etl.oauth_states is 'Authorizations that were begun and not yet answered; each state is good once.';
comment on column etl.oauth_states.state_hash is 'SHA-256 of the state that Zoho sends back.';
comment on column etl.oauth_states.used_at is 'When Zoho''s answer came; a second one with the same state is refused.';

--changeset tds:etl-budgets
create table etl.budgets (
  organization_id text primary key,
  calls_per_day bigint,
  remaining bigint,
  resets_at timestamptz,
  observed_at timestamptz,
  paused_until timestamptz,
  pause_reason text
);
comment on table etl.budgets is 'What each organization may still ask of Zoho, shared by all nodes; the calls per minute are in etl.rate_buckets.';
comment on column etl.budgets.calls_per_day is 'The daily quota, from Zoho''s header x-rate-limit-limit.';
comment on column etl.budgets.remaining is 'Calls left today: Zoho''s header x-rate-limit-remaining, less what was asked since.';
comment on column etl.budgets.resets_at is 'When the quota is new: midnight of the organization.';
comment on column etl.budgets.observed_at is 'When Zoho last said what is left.';
comment on column etl.budgets.paused_until is 'Nothing is asked for this organization before this.';
comment on column etl.budgets.pause_reason is 'Why, for a person.';

--changeset tds:etl-runs-parked
alter table etl.runs drop constraint runs_outcome_check;
alter table etl.runs add constraint runs_outcome_check
  check (outcome in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED', 'PARKED'));
alter table etl.runs add column resume_at timestamptz;
create index runs_parked on etl.runs (resume_at) where outcome = 'PARKED';
comment on column etl.runs.resume_at is 'When a parked run goes on by itself.';
comment on column etl.runs.outcome is 'Null while the run is live. PARKED runs go on by themselves at resume_at; FAILED and STOPPED ones when the same is asked again.';
