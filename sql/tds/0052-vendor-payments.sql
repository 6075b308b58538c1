--liquibase formatted sql logicalFilePath:sql/tds/0052-vendor-payments.sql

--changeset tds:vendor-payments
create table tds.vendor_payments (
    organization_id           text not null,
    source_id                 text not null,
    source_created_at         timestamptz,
    source_modified_at        timestamptz,
    payment_number            text,
    reference_number          text,
    date                      date,
    payment_mode              text,
    status                    text,
    vendor_id                 text,
    vendor_name               text,
    bill_numbers              text,
    currency_id               text,
    currency_code             text,
    exchange_rate             numeric,
    amount                    numeric,
    bcy_amount                numeric,
    balance                   numeric,
    bcy_balance               numeric,
    bank_charges              numeric,
    tax_amount_withheld       numeric,
    paid_through_account_id   text,
    paid_through_account_name text,
    description               text,
    location_id               text,
    location_name             text,
    custom_fields             jsonb,
    first_seen_at             timestamptz not null,
    synced_at                 timestamptz not null,
    deleted_at                timestamptz,
    run_id                    bigint not null,
    payload_hash              bytea not null,
    fingerprint               bytea not null,
    detail_hash               bytea,
    detailed_at               timestamptz,
    detail_modified_at        timestamptz,
    primary key (organization_id, source_id)
);

create index vendor_payments_vendor on tds.vendor_payments (organization_id, vendor_id, date);
create index vendor_payments_date on tds.vendor_payments (organization_id, date);
create index vendor_payments_modified on tds.vendor_payments (organization_id, source_modified_at);

comment on table tds.vendor_payments is 'Payments to vendors (Zoho vendorpayments)';
comment on column tds.vendor_payments.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_payments.source_id is 'The payment in Zoho (Zoho payment_id)';
comment on column tds.vendor_payments.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.vendor_payments.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), else the newest version wins';
comment on column tds.vendor_payments.payment_number is 'Number of the payment (Zoho payment_number)';
comment on column tds.vendor_payments.reference_number is 'Number the bank uses (Zoho reference_number)';
comment on column tds.vendor_payments.date is 'Day of the payment (Zoho date)';
comment on column tds.vendor_payments.payment_mode is 'How it was paid, such as Cash or Bank Transfer, the organization''s own words (Zoho payment_mode)';
comment on column tds.vendor_payments.status is 'paid or another state (Zoho status)';
comment on column tds.vendor_payments.vendor_id is 'The vendor, source_id in tds.vendors (Zoho vendor_id)';
comment on column tds.vendor_payments.vendor_name is 'Name of the vendor when last modified (Zoho vendor_name)';
comment on column tds.vendor_payments.bill_numbers is 'Numbers of the bills it pays, separated by commas, of any length (Zoho bill_numbers)';
comment on column tds.vendor_payments.currency_id is 'Currency of the payment in Zoho (Zoho currency_id)';
comment on column tds.vendor_payments.currency_code is 'ISO 4217 code of the currency of the amounts without bcy (Zoho currency_code)';
comment on column tds.vendor_payments.exchange_rate is 'Organization''s currency for one unit of currency_code (Zoho exchange_rate)';
comment on column tds.vendor_payments.amount is 'What was paid, in currency_code (Zoho amount)';
comment on column tds.vendor_payments.bcy_amount is 'The same in the organization''s currency (Zoho bcy_amount)';
comment on column tds.vendor_payments.balance is 'What is not applied to any bill, in currency_code (Zoho balance)';
comment on column tds.vendor_payments.bcy_balance is 'The same in the organization''s currency (Zoho bcy_balance)';
comment on column tds.vendor_payments.bank_charges is 'What the bank kept, in currency_code (Zoho bank_charges), filled from details';
comment on column tds.vendor_payments.tax_amount_withheld is 'Tax that was kept back, in currency_code (Zoho tax_amount_withheld), filled from details';
comment on column tds.vendor_payments.paid_through_account_id is 'Account it was paid from in Zoho (Zoho paid_through_account_id)';
comment on column tds.vendor_payments.paid_through_account_name is 'Name of that account (Zoho paid_through_account_name)';
comment on column tds.vendor_payments.description is 'Remarks on the payment, of any length (Zoho description)';
comment on column tds.vendor_payments.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.vendor_payments.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.vendor_payments.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.vendor_payments.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_payments.synced_at is 'When this row was last written here';
comment on column tds.vendor_payments.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.vendor_payments.run_id is 'The run that last wrote this row';
comment on column tds.vendor_payments.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.vendor_payments.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write; empty as long as it was not listed';
comment on column tds.vendor_payments.detail_hash is 'SHA-256 of the payload in etl.payloads that the columns filled from details were made from, null as long as there was none';
comment on column tds.vendor_payments.detailed_at is 'When details were last written here, null as long as there were none';
comment on column tds.vendor_payments.detail_modified_at is 'Modification time of the version the details are of: older than source_modified_at if newer ones have not been fetched yet; null if details do not say';

--changeset tds:vendor-payment-allocations
create table tds.vendor_payment_allocations (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    payment_id          text not null,
    bill_id             text,
    bill_number         text,
    is_opening_balance  boolean,
    date                date,
    due_date            date,
    total               numeric,
    balance             numeric,
    amount_applied      numeric,
    tax_amount_withheld numeric,
    apply_date          date,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    primary key (organization_id, source_id)
);

create index vendor_payment_allocations_parent on tds.vendor_payment_allocations (organization_id, payment_id);
create index vendor_payment_allocations_bill on tds.vendor_payment_allocations (organization_id, bill_id);

comment on table tds.vendor_payment_allocations is 'What payments to vendors were applied to (Zoho bills of vendorpayments), filled from details';
comment on column tds.vendor_payment_allocations.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.vendor_payment_allocations.source_id is 'The allocation in Zoho (Zoho bill_payment_id), else the payment and the place in it, such as 7/1';
comment on column tds.vendor_payment_allocations.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_payment_allocations.source_modified_at is 'When Zoho says the payment was last modified (Zoho last_modified_time of the parent), in the version in which this row last changed';
comment on column tds.vendor_payment_allocations.payment_id is 'The payment, source_id in tds.vendor_payments (Zoho payment_id)';
comment on column tds.vendor_payment_allocations.bill_id is 'The bill, source_id in tds.bills (Zoho bill_id); of an opening balance there is no such bill';
comment on column tds.vendor_payment_allocations.bill_number is 'Number of the bill when the payment was last fetched (Zoho bill_number)';
comment on column tds.vendor_payment_allocations.is_opening_balance is 'Whether it was applied to the balance the vendor had when the books were opened (Zoho is_opening_balance)';
comment on column tds.vendor_payment_allocations.date is 'Day of the bill when the payment was last fetched (Zoho date)';
comment on column tds.vendor_payment_allocations.due_date is 'Day on which the bill was due when the payment was last fetched (Zoho due_date)';
comment on column tds.vendor_payment_allocations.total is 'Total of the bill when the payment was last fetched, see tds.bills for that of now (Zoho total)';
comment on column tds.vendor_payment_allocations.balance is 'What was unpaid of the bill when the payment was last fetched, see tds.bills for that of now (Zoho balance)';
comment on column tds.vendor_payment_allocations.amount_applied is 'What went to the bill, in the currency of the payment (Zoho amount_applied)';
comment on column tds.vendor_payment_allocations.tax_amount_withheld is 'Tax that was kept back of it (Zoho tax_amount_withheld)';
comment on column tds.vendor_payment_allocations.apply_date is 'Day on which it was applied (Zoho apply_date)';
comment on column tds.vendor_payment_allocations.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.vendor_payment_allocations.first_seen_at is 'When this row was first written here';
comment on column tds.vendor_payment_allocations.synced_at is 'When this row was last written here';
comment on column tds.vendor_payment_allocations.deleted_at is 'When its payment was found to be deleted, null while it lives; a row that the document has no longer is removed';
comment on column tds.vendor_payment_allocations.run_id is 'The run that last wrote this row';
comment on column tds.vendor_payment_allocations.payload_hash is 'SHA-256 of the payload in etl.payloads of the document in which this row last changed';
