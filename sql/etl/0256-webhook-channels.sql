--liquibase formatted sql logicalFilePath:sql/etl/0256-webhook-channels.sql

--changeset tds:etl-webhook-channels
create table etl.webhook_channels (
  organization_id text not null,
  job text not null,
  module text not null,
  ends_at timestamptz not null,
  looked_at timestamptz not null,
  lost_at timestamptz,
  problem text,
  primary key (organization_id, job, module)
);
comment on table etl.webhook_channels is 'Registered webhooks that end by themselves, such as CRM''s channels. A process that serves looks at each of them every hour and renews it in good time. webhooks register adds rows, webhooks remove takes them away.';
comment on column etl.webhook_channels.job is 'Whose records the channel tells of.';
comment on column etl.webhook_channels.module is 'The source''s own word for these records.';
comment on column etl.webhook_channels.ends_at is 'When the channel ends unless it is renewed, as the source last said.';
comment on column etl.webhook_channels.looked_at is 'When the source was last asked about the channel.';
comment on column etl.webhook_channels.lost_at is 'When the source last did not have the channel as it was registered, though it had not ended; null if that never happened.';
comment on column etl.webhook_channels.problem is 'Why the channel could not be renewed the last time; null if it is as it is to be.';
