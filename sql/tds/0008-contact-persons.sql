--liquibase formatted sql logicalFilePath:sql/tds/0008-contact-persons.sql

--changeset tds:contact-persons
create table tds.contact_persons (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    contact_id         text not null,
    salutation         text,
    first_name         text,
    last_name          text,
    email              text,
    phone              text,
    mobile             text,
    fax                text,
    skype              text,
    designation        text,
    department         text,
    is_primary_contact boolean,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index contact_persons_contact on tds.contact_persons (organization_id, contact_id);

comment on table tds.contact_persons is 'People at customers and vendors (Zoho contact_persons), filled from details';
comment on column tds.contact_persons.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.contact_persons.source_id is 'The person in Zoho (Zoho contact_person_id)';
comment on column tds.contact_persons.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.contact_persons.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.contact_persons.contact_id is 'The customer or vendor, source_id in tds.customers or tds.vendors (Zoho contact_id)';
comment on column tds.contact_persons.salutation is 'Form of address (Zoho salutation)';
comment on column tds.contact_persons.first_name is 'First name (Zoho first_name)';
comment on column tds.contact_persons.last_name is 'Last name (Zoho last_name)';
comment on column tds.contact_persons.email is 'E-mail address (Zoho email)';
comment on column tds.contact_persons.phone is 'Telephone number (Zoho phone)';
comment on column tds.contact_persons.mobile is 'Mobile number (Zoho mobile)';
comment on column tds.contact_persons.fax is 'Fax number (Zoho fax)';
comment on column tds.contact_persons.skype is 'Skype name (Zoho skype)';
comment on column tds.contact_persons.designation is 'What the person is at the company (Zoho designation)';
comment on column tds.contact_persons.department is 'Department (Zoho department)';
comment on column tds.contact_persons.is_primary_contact is 'Whether the person is the first one to write to (Zoho is_primary_contact)';
comment on column tds.contact_persons.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.contact_persons.first_seen_at is 'When this row was first written here';
comment on column tds.contact_persons.synced_at is 'When this row was last written here';
comment on column tds.contact_persons.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.contact_persons.run_id is 'The run that last wrote this row';
comment on column tds.contact_persons.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
