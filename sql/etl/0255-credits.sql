--liquibase formatted sql logicalFilePath:sql/etl/0255-credits.sql

--changeset tds:etl-credits
alter table etl.calls_by_hour add column credits bigint not null default 0;
comment on column etl.calls_by_hour.credits is 'What the requests cost by the source''s own prices: CRM takes two credits for a list of deletions and one for most others. Books and Inventory count requests.';
alter table etl.budgets add column is_rolling boolean not null default false;
comment on column etl.budgets.is_rolling is 'Whether what was used comes back piece by piece, 24 hours after it was used, as CRM''s credits do. resets_at is then until when the last answer is believed, and calls_per_day an estimate.';
