--liquibase formatted sql logicalFilePath:sql/tds/0013-payments.sql

--changeset tds:payments
create table tds.payments (
    organization_id        text not null,
    source_id              text not null,
    source_created_at      timestamptz,
    source_modified_at     timestamptz,
    payment_number         text,
    invoice_numbers        text,
    reference_number       text,
    date                   date,
    payment_mode           text,
    payment_type           text,
    status                 text,
    payment_status         text,
    settlement_status      text,
    customer_id            text,
    customer_name          text,
    email                  text,
    currency_id            text,
    currency_code          text,
    exchange_rate          numeric,
    amount                 numeric,
    bcy_amount             numeric,
    unused_amount          numeric,
    bcy_unused_amount      numeric,
    amount_refunded        numeric,
    bcy_refunded_amount    numeric,
    bank_charges           numeric,
    tax_account_id         text,
    tax_account_name       text,
    tax_amount_withheld    numeric,
    account_id             text,
    account_name           text,
    is_paid_via_check      boolean,
    last_four_digits       text,
    payment_gateway        text,
    gateway_transaction_id text,
    sales_channel          text,
    description            text,
    product_description    text,
    location_id            text,
    location_name          text,
    custom_fields          jsonb,
    first_seen_at          timestamptz not null,
    synced_at              timestamptz not null,
    deleted_at             timestamptz,
    run_id                 bigint not null,
    payload_hash           bytea not null,
    fingerprint            bytea not null,
    primary key (organization_id, source_id)
);

create index payments_number on tds.payments using hash (payment_number);
create index payments_customer on tds.payments (organization_id, customer_id, date);
create index payments_date on tds.payments (organization_id, date);
create index payments_modified on tds.payments (organization_id, source_modified_at);

comment on table tds.payments is 'Payments by customers (Zoho customerpayments)';
comment on column tds.payments.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.payments.source_id is 'The payment in Zoho (Zoho payment_id)';
comment on column tds.payments.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.payments.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), null if it does not say, else the newest version wins';
comment on column tds.payments.payment_number is 'Number of the payment (Zoho payment_number)';
comment on column tds.payments.invoice_numbers is 'Numbers of the invoices it pays, separated by commas, of any length (Zoho invoice_numbers, else invoice_number)';
comment on column tds.payments.reference_number is 'Number the bank or the customer uses (Zoho reference_number)';
comment on column tds.payments.date is 'Day of the payment (Zoho date)';
comment on column tds.payments.payment_mode is 'How it was paid, such as Cash or Bank Transfer, the organizations own words (Zoho payment_mode)';
comment on column tds.payments.payment_type is 'What it was for, such as Invoice Payment (Zoho payment_type)';
comment on column tds.payments.status is 'paid, or as the gateway says (Zoho status), filled from details';
comment on column tds.payments.payment_status is 'Whether it went through, such as success (Zoho payment_status)';
comment on column tds.payments.settlement_status is 'Whether the gateway has passed it on (Zoho settlement_status)';
comment on column tds.payments.customer_id is 'The customer, source_id in tds.customers (Zoho customer_id)';
comment on column tds.payments.customer_name is 'Name of the customer when last modified (Zoho customer_name)';
comment on column tds.payments.email is 'E-mail address of the customer (Zoho email), filled from details';
comment on column tds.payments.currency_id is 'Currency of the payment in Zoho (Zoho currency_id), filled from details';
comment on column tds.payments.currency_code is 'ISO 4217 code of the currency of the amounts without bcy (Zoho currency_code)';
comment on column tds.payments.exchange_rate is 'Organizations currency for one unit of currency_code (Zoho exchange_rate), filled from details';
comment on column tds.payments.amount is 'What was paid, in currency_code (Zoho amount)';
comment on column tds.payments.bcy_amount is 'The same in the organizations currency (Zoho bcy_amount)';
comment on column tds.payments.unused_amount is 'Part not applied to any invoice yet, in currency_code (Zoho unused_amount)';
comment on column tds.payments.bcy_unused_amount is 'The same in the organizations currency (Zoho bcy_unused_amount)';
comment on column tds.payments.amount_refunded is 'Part given back, in currency_code (Zoho amount_refunded), filled from details';
comment on column tds.payments.bcy_refunded_amount is 'Part given back, in the organizations currency (Zoho bcy_refunded_amount)';
comment on column tds.payments.bank_charges is 'What the bank kept, in currency_code (Zoho bank_charges), filled from details';
comment on column tds.payments.tax_account_id is 'Account of the tax withheld (Zoho tax_account_id)';
comment on column tds.payments.tax_account_name is 'Name of that account (Zoho tax_account_name)';
comment on column tds.payments.tax_amount_withheld is 'Tax the customer withheld, in currency_code (Zoho tax_amount_withheld)';
comment on column tds.payments.account_id is 'Account the money came to (Zoho account_id)';
comment on column tds.payments.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.payments.is_paid_via_check is 'Whether it was paid by cheque (Zoho is_paid_via_check)';
comment on column tds.payments.last_four_digits is 'End of the card number (Zoho last_four_digits)';
comment on column tds.payments.payment_gateway is 'Gateway it came through (Zoho payment_gateway)';
comment on column tds.payments.gateway_transaction_id is 'The gateways own number (Zoho gateway_transaction_id)';
comment on column tds.payments.sales_channel is 'Where it was sold, such as direct_sales (Zoho sales_channel)';
comment on column tds.payments.description is 'Remarks on the payment, of any length (Zoho description)';
comment on column tds.payments.product_description is 'What was paid for, of any length (Zoho product_description)';
comment on column tds.payments.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.payments.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.payments.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.payments.first_seen_at is 'When this row was first written here';
comment on column tds.payments.synced_at is 'When this row was last written here';
comment on column tds.payments.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.payments.run_id is 'The run that last wrote this row';
comment on column tds.payments.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.payments.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';

--changeset tds:payment-allocations
create table tds.payment_allocations (
    organization_id     text not null,
    source_id           text not null,
    source_created_at   timestamptz,
    source_modified_at  timestamptz,
    payment_id          text not null,
    invoice_id          text,
    invoice_number      text,
    invoice_date        date,
    invoice_due_date    date,
    invoice_status      text,
    invoice_amount      numeric,
    balance_amount      numeric,
    amount_applied      numeric,
    tax_amount_withheld numeric,
    discount_amount     numeric,
    apply_date          date,
    custom_fields       jsonb,
    first_seen_at       timestamptz not null,
    synced_at           timestamptz not null,
    deleted_at          timestamptz,
    run_id              bigint not null,
    payload_hash        bytea not null,
    primary key (organization_id, source_id)
);

create index payment_allocations_parent on tds.payment_allocations (organization_id, payment_id);
create index payment_allocations_invoice on tds.payment_allocations (organization_id, invoice_id);

comment on table tds.payment_allocations is 'What payments were applied to (Zoho invoices of a payment), filled from details';
comment on column tds.payment_allocations.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.payment_allocations.source_id is 'The part of the payment in Zoho (Zoho invoice_payment_id)';
comment on column tds.payment_allocations.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_allocations.source_modified_at is 'When Zoho says the payment was last modified (Zoho last_modified_time of the parent)';
comment on column tds.payment_allocations.payment_id is 'The payment it is part of, source_id in tds.payments (Zoho payment_id)';
comment on column tds.payment_allocations.invoice_id is 'The invoice it pays, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.payment_allocations.invoice_number is 'Number of that invoice (Zoho invoice_number)';
comment on column tds.payment_allocations.invoice_date is 'Day of that invoice (Zoho date)';
comment on column tds.payment_allocations.invoice_due_date is 'Day that invoice is due (Zoho due_date)';
comment on column tds.payment_allocations.invoice_status is 'Status of that invoice afterwards, such as partially_paid (Zoho status)';
comment on column tds.payment_allocations.invoice_amount is 'Total of that invoice, in its currency (Zoho invoice_amount)';
comment on column tds.payment_allocations.balance_amount is 'Part of that invoice not paid afterwards, in its currency (Zoho balance_amount)';
comment on column tds.payment_allocations.amount_applied is 'Part of the payment that went to that invoice, in the currency of the payment (Zoho amount_applied)';
comment on column tds.payment_allocations.tax_amount_withheld is 'Tax the customer withheld, in the currency of the payment (Zoho tax_amount_withheld)';
comment on column tds.payment_allocations.discount_amount is 'Discount for early payment, in the currency of the payment (Zoho discount_amount)';
comment on column tds.payment_allocations.apply_date is 'Day it was applied (Zoho apply_date)';
comment on column tds.payment_allocations.custom_fields is 'Not sent by Zoho for these records, always null';
comment on column tds.payment_allocations.first_seen_at is 'When this row was first written here';
comment on column tds.payment_allocations.synced_at is 'When this row was last written here';
comment on column tds.payment_allocations.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.payment_allocations.run_id is 'The run that last wrote this row';
comment on column tds.payment_allocations.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
