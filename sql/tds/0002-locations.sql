--liquibase formatted sql logicalFilePath:sql/tds/0002-locations.sql

--changeset tds:locations
create table tds.locations (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    location_name       text,
    type                text,
    parent_location_id  text,
    is_primary_location boolean,
    is_location_active  boolean,
    attention           text,
    street_address1     text,
    street_address2     text,
    city                text,
    state               text,
    state_code          text,
    zip                 text,
    country             text,
    phone               text,
    email               text,
    website             text,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    fingerprint         bytea not null,
    primary key (organization_id, source_id)
);

create index locations_modified on tds.locations (organization_id, source_modified_at);

comment on table tds.locations is 'Places of business and warehouses of an organization (Zoho locations, formerly branches and warehouses)';
comment on column tds.locations.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.locations.source_id is 'The location in Zoho (Zoho location_id)';
comment on column tds.locations.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.locations.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.locations.location_name is 'Name of the place (Zoho location_name)';
comment on column tds.locations.type is 'general for a place of business, line_item_only for a warehouse (Zoho type)';
comment on column tds.locations.parent_location_id is 'The place of business a warehouse belongs to (Zoho parent_location_id)';
comment on column tds.locations.is_primary_location is 'Whether it is the one used unless another is named (Zoho is_primary_location)';
comment on column tds.locations.is_location_active is 'Whether it may be used in new documents (Zoho is_location_active)';
comment on column tds.locations.attention is 'Person or department in the address (Zoho address.attention)';
comment on column tds.locations.street_address1 is 'First line of the address (Zoho address.street_address1)';
comment on column tds.locations.street_address2 is 'Second line of the address (Zoho address.street_address2)';
comment on column tds.locations.city is 'City (Zoho address.city)';
comment on column tds.locations.state is 'State, province or governorate (Zoho address.state)';
comment on column tds.locations.state_code is 'Code of the state (Zoho address.state_code)';
comment on column tds.locations.zip is 'Postal code (Zoho address.zip)';
comment on column tds.locations.country is 'Country (Zoho address.country)';
comment on column tds.locations.phone is 'Telephone number (Zoho phone)';
comment on column tds.locations.email is 'E-mail address (Zoho email)';
comment on column tds.locations.website is 'Web site (Zoho website)';
comment on column tds.locations.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.locations.first_seen_at is 'When this row was first written here';
comment on column tds.locations.synced_at is 'When this row was last written here';
comment on column tds.locations.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.locations.run_id is 'The run that last wrote this row';
comment on column tds.locations.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.locations.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
