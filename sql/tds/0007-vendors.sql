--liquibase formatted sql logicalFilePath:sql/tds/0007-vendors.sql

--changeset tds:vendors
create table tds.vendors (
    organization_id                   text not null,
    source_id                         text not null,
    source_created_at                 timestamptz,
    source_modified_at                timestamptz,
    contact_name                      text not null,
    contact_number                    text,
    company_name                      text,
    first_name                        text,
    last_name                         text,
    email                             text,
    phone                             text,
    mobile                            text,
    website                           text,
    status                            text,
    language_code                     text,
    currency_id                       text,
    currency_code                     text,
    payment_terms                     integer,
    payment_terms_id                  text,
    payment_terms_label               text,
    outstanding_payable_amount        numeric,
    outstanding_payable_amount_bcy    numeric,
    unused_credits_payable_amount     numeric,
    unused_credits_payable_amount_bcy numeric,
    opening_balance_amount            numeric,
    is_taxable                        boolean,
    tax_id                            text,
    tax_name                          text,
    tax_percentage                    numeric,
    tax_treatment                     text,
    primary_contact_id                text,
    owner_id                          text,
    owner_name                        text,
    portal_status                     text,
    is_linked_with_zohocrm            boolean,
    facebook                          text,
    twitter                           text,
    source                            text,
    notes                             text,
    custom_fields                     jsonb,
    first_seen_at                     timestamptz not null,
    synced_at                         timestamptz not null,
    deleted_at                        timestamptz,
    run_id                            bigint not null,
    payload_hash                      bytea not null,
    fingerprint                       bytea not null,
    primary key (organization_id, source_id)
);

create index vendors_name on tds.vendors (organization_id, left(contact_name, 200));
create index vendors_status on tds.vendors (organization_id, status);
create index vendors_modified on tds.vendors (organization_id, source_modified_at);

comment on table tds.vendors is 'People and companies that supply (Zoho contacts with contact_type vendor)';
comment on column tds.vendors.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendors.source_id is 'The vendor in Zoho (Zoho contact_id)';
comment on column tds.vendors.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.vendors.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.vendors.contact_name is 'Name the vendor goes by in documents (Zoho contact_name)';
comment on column tds.vendors.contact_number is 'Number of the vendor (Zoho contact_number), filled from details';
comment on column tds.vendors.company_name is 'Name of the company (Zoho company_name)';
comment on column tds.vendors.first_name is 'First name of the primary contact person (Zoho first_name)';
comment on column tds.vendors.last_name is 'Last name of the primary contact person (Zoho last_name)';
comment on column tds.vendors.email is 'E-mail address of the primary contact person (Zoho email)';
comment on column tds.vendors.phone is 'Telephone number of the primary contact person (Zoho phone)';
comment on column tds.vendors.mobile is 'Mobile number of the primary contact person (Zoho mobile)';
comment on column tds.vendors.website is 'Web site (Zoho website)';
comment on column tds.vendors.status is 'active or inactive (Zoho status)';
comment on column tds.vendors.language_code is 'Language documents are written in (Zoho language_code)';
comment on column tds.vendors.currency_id is 'Currency of its documents in Zoho (Zoho currency_id)';
comment on column tds.vendors.currency_code is 'ISO 4217 code of the currency of its documents (Zoho currency_code)';
comment on column tds.vendors.payment_terms is 'Days until payment is due, negative numbers are Zohos special terms (Zoho payment_terms)';
comment on column tds.vendors.payment_terms_id is 'Terms of payment in Zoho (Zoho payment_terms_id)';
comment on column tds.vendors.payment_terms_label is 'Terms of payment in words, such as Net 30 (Zoho payment_terms_label)';
comment on column tds.vendors.outstanding_payable_amount is 'Is owed to the vendor, in currency_code (Zoho outstanding_payable_amount)';
comment on column tds.vendors.outstanding_payable_amount_bcy is 'Is owed to the vendor, in the organizations currency (Zoho outstanding_{side}_amount_bcy)';
comment on column tds.vendors.unused_credits_payable_amount is 'Credit of the vendor not used yet, in currency_code (Zoho unused_credits_payable_amount)';
comment on column tds.vendors.unused_credits_payable_amount_bcy is 'Credit of the vendor not used yet, in the organizations currency (Zoho unused_credits_{side}_amount_bcy)';
comment on column tds.vendors.opening_balance_amount is 'Balance it was taken over with, in currency_code (Zoho opening_balance_amount), filled from details';
comment on column tds.vendors.is_taxable is 'Whether tax applies (Zoho is_taxable), filled from details';
comment on column tds.vendors.tax_id is 'Tax that applies (Zoho tax_id), filled from details';
comment on column tds.vendors.tax_name is 'Name of the tax (Zoho tax_name), filled from details';
comment on column tds.vendors.tax_percentage is 'Tax in percent (Zoho tax_percentage), filled from details';
comment on column tds.vendors.tax_treatment is 'How tax law treats it (Zoho tax_treatment), filled from details';
comment on column tds.vendors.primary_contact_id is 'Primary contact person, source_id in tds.contact_persons (Zoho primary_contact_id), filled from details';
comment on column tds.vendors.owner_id is 'User in charge (Zoho owner_id), filled from details';
comment on column tds.vendors.owner_name is 'Name of the user in charge (Zoho owner_name), filled from details';
comment on column tds.vendors.portal_status is 'Whether it may use the portal: enabled, disabled or invited (Zoho portal_status)';
comment on column tds.vendors.is_linked_with_zohocrm is 'Whether it is linked with a record of Zoho CRM (Zoho is_linked_with_zohocrm)';
comment on column tds.vendors.facebook is 'Facebook account (Zoho facebook)';
comment on column tds.vendors.twitter is 'X account, formerly Twitter (Zoho twitter)';
comment on column tds.vendors.source is 'How it came into Zoho, such as user or csv (Zoho source)';
comment on column tds.vendors.notes is 'Remarks, of any length (Zoho notes), filled from details';
comment on column tds.vendors.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.vendors.first_seen_at is 'When this row was first written here';
comment on column tds.vendors.synced_at is 'When this row was last written here';
comment on column tds.vendors.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.vendors.run_id is 'The run that last wrote this row';
comment on column tds.vendors.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.vendors.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';
