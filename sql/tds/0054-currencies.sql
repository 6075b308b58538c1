--liquibase formatted sql logicalFilePath:sql/tds/0054-currencies.sql

--changeset tds:currencies
create table tds.currencies (
    organization_id            text not null,
    source_id                  text not null,
    source_created_at          timestamptz,
    source_modified_at         timestamptz,
    currency_code              text,
    currency_name              text,
    currency_symbol            text,
    price_precision            integer,
    currency_format            text,
    is_base_currency           boolean,
    exchange_rate              numeric,
    effective_date             date,
    auto_exchange_rate_enabled boolean,
    custom_fields              jsonb,
    first_seen_at              timestamptz not null,
    synced_at                  timestamptz not null,
    deleted_at                 timestamptz,
    run_id                     bigint not null,
    payload_hash               bytea not null,
    fingerprint                bytea not null,
    primary key (organization_id, source_id)
);

create index currencies_code on tds.currencies (organization_id, currency_code);

comment on table tds.currencies is 'Currencies that documents can be in (Zoho currencies). Every change of a rate is kept: tds.as_of tells the rate of a day';
comment on column tds.currencies.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.currencies.source_id is 'The currency in Zoho (Zoho currency_id)';
comment on column tds.currencies.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.currencies.source_modified_at is 'Not sent by Zoho for these records, null unless it comes to be (Zoho last_modified_time)';
comment on column tds.currencies.currency_code is 'ISO 4217 code (Zoho currency_code)';
comment on column tds.currencies.currency_name is 'Name (Zoho currency_name)';
comment on column tds.currencies.currency_symbol is 'Sign on documents (Zoho currency_symbol)';
comment on column tds.currencies.price_precision is 'Digits after the decimal point (Zoho price_precision)';
comment on column tds.currencies.currency_format is 'How amounts are printed (Zoho currency_format)';
comment on column tds.currencies.is_base_currency is 'Whether it is the currency of the books (Zoho is_base_currency)';
comment on column tds.currencies.exchange_rate is 'Organization''s currency for one unit (Zoho exchange_rate); 1 for the currency of the books; null if nobody has entered a rate, which Zoho says as 0. Documents have the rate of their own day';
comment on column tds.currencies.effective_date is 'From when on the rate holds (Zoho effective_date)';
comment on column tds.currencies.auto_exchange_rate_enabled is 'Whether Zoho fetches the rate itself (Zoho auto_exchange_rate_enabled)';
comment on column tds.currencies.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.currencies.first_seen_at is 'When this row was first written here';
comment on column tds.currencies.synced_at is 'When this row was last written here';
comment on column tds.currencies.deleted_at is 'Always null: a list without documents does not tell what is gone';
comment on column tds.currencies.run_id is 'The run that last wrote this row';
comment on column tds.currencies.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.currencies.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
