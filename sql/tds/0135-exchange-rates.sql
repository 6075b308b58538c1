--liquibase formatted sql logicalFilePath:sql/tds/0135-exchange-rates.sql

--changeset tds:currencies-details
alter table tds.currencies
    add column detail_hash        bytea,
    add column detailed_at        timestamptz,
    add column detail_modified_at timestamptz;

comment on table tds.currencies is 'Currencies that documents can be in (Zoho currencies), with the rate of today; all rates are in tds.exchange_rates';
comment on column tds.currencies.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.currencies.detail_hash is 'SHA-256 of the payload in etl.payloads that the rates were made from, null as long as there was none';
comment on column tds.currencies.detailed_at is 'When the rates were last read, null as long as they were not';
comment on column tds.currencies.detail_modified_at is 'Not sent by Zoho for these records, always null';

--changeset tds:exchange-rates
create table tds.exchange_rates (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    currency_id        text not null,
    currency_code      text,
    effective_date     date,
    rate               numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index exchange_rates_currency on tds.exchange_rates (organization_id, currency_id, effective_date);

comment on table tds.exchange_rates is 'Rates of a currency, each from a day on (Zoho exchange_rates). Documents keep the rate of their own day';
comment on column tds.exchange_rates.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.exchange_rates.source_id is 'The rate in Zoho (Zoho exchange_rate_id); its currency and place if Zoho gives it no id';
comment on column tds.exchange_rates.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.exchange_rates.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be';
comment on column tds.exchange_rates.currency_id is 'The currency, see tds.currencies.source_id';
comment on column tds.exchange_rates.currency_code is 'ISO 4217 code of the currency (Zoho currency_code)';
comment on column tds.exchange_rates.effective_date is 'From when on the rate holds (Zoho effective_date)';
comment on column tds.exchange_rates.rate is 'Organization''s currency for one unit (Zoho rate)';
comment on column tds.exchange_rates.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.exchange_rates.first_seen_at is 'When this row was first written here';
comment on column tds.exchange_rates.synced_at is 'When this row was last written here';
comment on column tds.exchange_rates.deleted_at is 'When the currency was found to be gone, null while it lives; a rate that Zoho no longer has is removed';
comment on column tds.exchange_rates.run_id is 'The run that last wrote this row';
comment on column tds.exchange_rates.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
