--liquibase formatted sql logicalFilePath:sql/tds/0009-addresses.sql

--changeset tds:addresses
create table tds.addresses (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    contact_id         text not null,
    address_type       text,
    attention          text,
    address            text,
    street2            text,
    city               text,
    county             text,
    state              text,
    state_code         text,
    zip                text,
    country            text,
    country_code       text,
    phone              text,
    fax                text,
    latitude           numeric,
    longitude          numeric,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index addresses_contact on tds.addresses (organization_id, contact_id);

comment on table tds.addresses is 'Addresses of customers and vendors (Zoho addresses, billing_address and shipping_address of contacts), filled from details';
comment on column tds.addresses.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.addresses.source_id is 'The address in Zoho (Zoho address_id)';
comment on column tds.addresses.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.addresses.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.addresses.contact_id is 'The customer or vendor, source_id in tds.customers or tds.vendors (Zoho contact_id)';
comment on column tds.addresses.address_type is 'billing, shipping or additional, from where in the contact it was';
comment on column tds.addresses.attention is 'Person or department (Zoho attention)';
comment on column tds.addresses.address is 'First line of the address (Zoho address)';
comment on column tds.addresses.street2 is 'Second line of the address (Zoho street2)';
comment on column tds.addresses.city is 'City (Zoho city)';
comment on column tds.addresses.county is 'County (Zoho county)';
comment on column tds.addresses.state is 'State, province or governorate (Zoho state)';
comment on column tds.addresses.state_code is 'Code of the state (Zoho state_code)';
comment on column tds.addresses.zip is 'Postal code (Zoho zip or zipcode)';
comment on column tds.addresses.country is 'Country (Zoho country)';
comment on column tds.addresses.country_code is 'ISO 3166 code of the country (Zoho country_code)';
comment on column tds.addresses.phone is 'Telephone number (Zoho phone)';
comment on column tds.addresses.fax is 'Fax number (Zoho fax)';
comment on column tds.addresses.latitude is 'Degrees north (Zoho latitude)';
comment on column tds.addresses.longitude is 'Degrees east (Zoho longitude)';
comment on column tds.addresses.custom_fields is 'Custom fields of the address by API name, null as long as Zoho has none';
comment on column tds.addresses.first_seen_at is 'When this row was first written here';
comment on column tds.addresses.synced_at is 'When this row was last written here';
comment on column tds.addresses.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.addresses.run_id is 'The run that last wrote this row';
comment on column tds.addresses.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
