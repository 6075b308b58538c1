--liquibase formatted sql logicalFilePath:sql/etl/0155-used-links.sql

--changeset tds:etl-used-links
create table etl.used_links (
  alarm_id bigint not null,
  receiver text not null,
  ends_at timestamptz not null,
  used_at timestamptz not null,
  primary key (alarm_id, receiver, ends_at)
);
create index used_links_ends_at on etl.used_links (ends_at);
comment on table etl.used_links is 'Links in messages with which somebody has acknowledged an alarm: each is good once. A row is forgotten when its link would be good no more.';
comment on column etl.used_links.alarm_id is 'As in etl.alarms.';
comment on column etl.used_links.receiver is 'Whose message held the link: a name of receivers.yaml.';
comment on column etl.used_links.ends_at is 'Until when the link was good, a day after the message was written.';
comment on column etl.used_links.used_at is 'When the link was used.';
