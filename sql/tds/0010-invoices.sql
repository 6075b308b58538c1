--liquibase formatted sql logicalFilePath:sql/tds/0010-invoices.sql

--changeset tds:invoices
create table tds.invoices (
    organization_id            text not null,
    source_id                  text not null,
    source_created_at          timestamptz,
    source_modified_at         timestamptz,
    invoice_number             text,
    reference_number           text,
    status                     text,
    current_sub_status         text,
    type                       text,
    date                       date,
    due_date                   date,
    payment_expected_date      date,
    last_payment_date          date,
    customer_id                text,
    customer_name              text,
    company_name               text,
    email                      text,
    phone                      text,
    country                    text,
    currency_id                text,
    currency_code              text,
    exchange_rate              numeric,
    sub_total                  numeric,
    tax_total                  numeric,
    discount                   numeric,
    discount_percent           numeric,
    discount_total             numeric,
    discount_type              text,
    is_discount_before_tax     boolean,
    is_inclusive_tax           boolean,
    shipping_charge            numeric,
    adjustment                 numeric,
    adjustment_description     text,
    total                      numeric,
    balance                    numeric,
    write_off_amount           numeric,
    unprocessed_payment_amount numeric,
    payment_made               numeric,
    credits_applied            numeric,
    payment_terms              integer,
    payment_terms_label        text,
    salesorder_id              text,
    salesorder_number          text,
    location_id                text,
    location_name              text,
    salesperson_id             text,
    salesperson_name           text,
    sales_channel              text,
    project_name               text,
    invoice_source             text,
    transaction_type           text,
    invoice_url                text,
    created_by                 text,
    is_emailed                 boolean,
    is_viewed_by_client        boolean,
    reminders_sent             integer,
    last_reminder_sent_date    date,
    billing_address            jsonb,
    shipping_address           jsonb,
    notes                      text,
    terms                      text,
    custom_fields              jsonb,
    first_seen_at              timestamptz not null,
    synced_at                  timestamptz not null,
    deleted_at                 timestamptz,
    run_id                     bigint not null,
    payload_hash               bytea not null,
    fingerprint                bytea not null,
    primary key (organization_id, source_id)
);

create index invoices_number on tds.invoices using hash (invoice_number);
create index invoices_customer on tds.invoices (organization_id, customer_id, date);
create index invoices_date on tds.invoices (organization_id, date);
create index invoices_status on tds.invoices (organization_id, status);
create index invoices_modified on tds.invoices (organization_id, source_modified_at);

comment on table tds.invoices is 'Invoices to customers (Zoho invoices)';
comment on column tds.invoices.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.invoices.source_id is 'The invoice in Zoho (Zoho invoice_id)';
comment on column tds.invoices.source_created_at is 'When Zoho says the record was created (Zoho created_time)';
comment on column tds.invoices.source_modified_at is 'When Zoho says the record was last modified (Zoho last_modified_time), the newest version wins';
comment on column tds.invoices.invoice_number is 'Number of the invoice as printed (Zoho invoice_number)';
comment on column tds.invoices.reference_number is 'Number the customer uses, such as that of the order (Zoho reference_number)';
comment on column tds.invoices.status is 'draft, sent, viewed, unpaid, partially_paid, paid, overdue, void, pending_approval or approved (Zoho status)';
comment on column tds.invoices.current_sub_status is 'Status within the status, the organizations own (Zoho current_sub_status)';
comment on column tds.invoices.type is 'Kind of invoice, such as invoice or debit_note (Zoho type)';
comment on column tds.invoices.date is 'Day of the invoice (Zoho date)';
comment on column tds.invoices.due_date is 'Day payment is due (Zoho due_date)';
comment on column tds.invoices.payment_expected_date is 'Day payment is expected (Zoho payment_expected_date)';
comment on column tds.invoices.last_payment_date is 'Day of the last payment (Zoho last_payment_date)';
comment on column tds.invoices.customer_id is 'The customer, source_id in tds.customers (Zoho customer_id)';
comment on column tds.invoices.customer_name is 'Name of the customer when last modified (Zoho customer_name)';
comment on column tds.invoices.company_name is 'Company of the customer (Zoho company_name)';
comment on column tds.invoices.email is 'E-mail address of the customer (Zoho email)';
comment on column tds.invoices.phone is 'Telephone number of the customer (Zoho phone)';
comment on column tds.invoices.country is 'Country of the customer (Zoho country)';
comment on column tds.invoices.currency_id is 'Currency of the document in Zoho (Zoho currency_id)';
comment on column tds.invoices.currency_code is 'ISO 4217 code of the currency of all amounts of the document (Zoho currency_code)';
comment on column tds.invoices.exchange_rate is 'Organizations currency for one unit of currency_code (Zoho exchange_rate){rate_note}';
comment on column tds.invoices.sub_total is 'Sum of the lines before tax, in currency_code (Zoho sub_total), filled from details';
comment on column tds.invoices.tax_total is 'Sum of taxes, in currency_code (Zoho tax_total), filled from details';
comment on column tds.invoices.discount is 'Discount on the whole document, an amount or a percentage as discount_type says (Zoho discount), filled from details';
comment on column tds.invoices.discount_percent is 'Discount on the whole document in percent (Zoho discount_percent), filled from details';
comment on column tds.invoices.discount_total is 'Discount on the whole document and its lines, in currency_code (Zoho discount_total), filled from details';
comment on column tds.invoices.discount_type is 'entity_level or item_level (Zoho discount_type), filled from details';
comment on column tds.invoices.is_discount_before_tax is 'Whether the discount is taken before tax (Zoho is_discount_before_tax), filled from details';
comment on column tds.invoices.is_inclusive_tax is 'Whether prices of lines contain tax (Zoho is_inclusive_tax), filled from details';
comment on column tds.invoices.shipping_charge is 'Charge for shipping, in currency_code (Zoho shipping_charge)';
comment on column tds.invoices.adjustment is 'Correction of the total by hand, in currency_code (Zoho adjustment)';
comment on column tds.invoices.adjustment_description is 'Reason of the correction (Zoho adjustment_description), filled from details';
comment on column tds.invoices.total is 'Total with tax, in currency_code (Zoho total)';
comment on column tds.invoices.balance is 'Part of the total not paid yet, in currency_code (Zoho balance)';
comment on column tds.invoices.write_off_amount is 'Part of the total given up, in currency_code (Zoho write_off_amount)';
comment on column tds.invoices.unprocessed_payment_amount is 'Payments under way, in currency_code (Zoho unprocessed_payment_amount)';
comment on column tds.invoices.payment_made is 'Part of the total that was paid, in currency_code (Zoho payment_made), filled from details';
comment on column tds.invoices.credits_applied is 'Part of the total that was settled with credits, in currency_code (Zoho credits_applied), filled from details';
comment on column tds.invoices.payment_terms is 'Days until payment is due, negative numbers are Zohos special terms (Zoho payment_terms){FD}';
comment on column tds.invoices.payment_terms_label is 'Terms of payment in words, such as Net 30 (Zoho payment_terms_label), filled from details';
comment on column tds.invoices.salesorder_id is 'Sales order it was made from, source_id in tds.sales_orders (Zoho salesorder_id), filled from details';
comment on column tds.invoices.salesorder_number is 'Number of that sales order (Zoho salesorder_number), filled from details';
comment on column tds.invoices.location_id is 'Place of business, source_id in tds.locations (Zoho location_id, else warehouse_id, else branch_id)';
comment on column tds.invoices.location_name is 'Name of the place of business (Zoho location_name, else warehouse_name, else branch_name)';
comment on column tds.invoices.salesperson_id is 'Salesperson in Zoho (Zoho salesperson_id)';
comment on column tds.invoices.salesperson_name is 'Name of the salesperson (Zoho salesperson_name)';
comment on column tds.invoices.sales_channel is 'Where it was sold, such as direct_sales (Zoho sales_channel)';
comment on column tds.invoices.project_name is 'Project it was made for (Zoho project_name)';
comment on column tds.invoices.invoice_source is 'Program that made it, such as Client (Zoho invoice_source)';
comment on column tds.invoices.transaction_type is 'Kind of transaction, such as renewal (Zoho transaction_type)';
comment on column tds.invoices.invoice_url is 'Where the customer can see it (Zoho invoice_url)';
comment on column tds.invoices.created_by is 'User who made it (Zoho created_by)';
comment on column tds.invoices.is_emailed is 'Whether it was sent by e-mail (Zoho is_emailed)';
comment on column tds.invoices.is_viewed_by_client is 'Whether the customer looked at it (Zoho is_viewed_by_client)';
comment on column tds.invoices.reminders_sent is 'How many reminders were sent (Zoho reminders_sent)';
comment on column tds.invoices.last_reminder_sent_date is 'Day of the last reminder (Zoho last_reminder_sent_date)';
comment on column tds.invoices.billing_address is 'Address the bill goes to, as Zoho sends it (Zoho billing_address), filled from details';
comment on column tds.invoices.shipping_address is 'Address the goods go to, as Zoho sends it (Zoho shipping_address), filled from details';
comment on column tds.invoices.notes is 'Remarks on the document, of any length (Zoho notes), filled from details';
comment on column tds.invoices.terms is 'Terms and conditions on the document, of any length (Zoho terms), filled from details';
comment on column tds.invoices.custom_fields is 'Custom fields by API name, such as {"cf_season": "Summer"}, null if there are none (Zoho cf_*)';
comment on column tds.invoices.first_seen_at is 'When this row was first written here';
comment on column tds.invoices.synced_at is 'When this row was last written here';
comment on column tds.invoices.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.invoices.run_id is 'The run that last wrote this row';
comment on column tds.invoices.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
comment on column tds.invoices.fingerprint is 'SHA-256 over the fields of the last list row that matter, equal means nothing to write';

--changeset tds:invoice-lines
create table tds.invoice_lines (
    organization_id    text not null,
    source_id          text not null,
    source_created_at  timestamptz,
    source_modified_at timestamptz,
    invoice_id         text not null,
    line_number        integer,
    line_item_category text,
    header_name        text,
    item_id            text,
    name               text,
    sku                text,
    description        text,
    item_type          text,
    product_type       text,
    unit               text,
    quantity           numeric,
    rate               numeric,
    bcy_rate           numeric,
    discount           numeric,
    discount_amount    numeric,
    tax_id             text,
    tax_name           text,
    tax_percentage     numeric,
    item_total         numeric,
    account_id         text,
    account_name       text,
    location_id        text,
    location_name      text,
    project_id         text,
    salesorder_item_id text,
    custom_fields      jsonb,
    first_seen_at      timestamptz not null,
    synced_at          timestamptz not null,
    deleted_at         timestamptz,
    run_id             bigint not null,
    payload_hash       bytea not null,
    primary key (organization_id, source_id)
);

create index invoice_lines_parent on tds.invoice_lines (organization_id, invoice_id, line_number);
create index invoice_lines_item on tds.invoice_lines (organization_id, item_id);

comment on table tds.invoice_lines is 'Lines of invoices (Zoho line_items), filled from details';
comment on column tds.invoice_lines.organization_id is 'The Zoho organization this row belongs to, see tds.organizations';
comment on column tds.invoice_lines.source_id is 'The line in Zoho (Zoho line_item_id)';
comment on column tds.invoice_lines.source_created_at is 'Not sent by Zoho for these records, always null';
comment on column tds.invoice_lines.source_modified_at is 'When Zoho says the document was last modified (Zoho last_modified_time of the parent)';
comment on column tds.invoice_lines.invoice_id is 'The invoice it is part of, source_id in tds.invoices (Zoho invoice_id)';
comment on column tds.invoice_lines.line_number is 'Place among the lines, from 1, in Zohos order (Zoho item_order)';
comment on column tds.invoice_lines.line_item_category is 'header for a heading without item and price, else line_item or null (Zoho line_item_category)';
comment on column tds.invoice_lines.header_name is 'Heading it stands under (Zoho header_name)';
comment on column tds.invoice_lines.item_id is 'The item, source_id in tds.products, null in free text lines (Zoho item_id)';
comment on column tds.invoice_lines.name is 'Name of the item on the document (Zoho name)';
comment on column tds.invoice_lines.sku is 'Stock keeping unit of the item (Zoho sku)';
comment on column tds.invoice_lines.description is 'Description on the document, of any length (Zoho description)';
comment on column tds.invoice_lines.item_type is 'inventory, sales, purchases or sales_and_purchases (Zoho item_type)';
comment on column tds.invoice_lines.product_type is 'goods or service (Zoho product_type)';
comment on column tds.invoice_lines.unit is 'Unit of quantity (Zoho unit)';
comment on column tds.invoice_lines.quantity is 'How many units (Zoho quantity)';
comment on column tds.invoice_lines.rate is 'Price of one unit, in the currency of the document (Zoho rate)';
comment on column tds.invoice_lines.bcy_rate is 'Price of one unit, in the organizations currency (Zoho bcy_rate)';
comment on column tds.invoice_lines.discount is 'Discount on the line, an amount or a percentage (Zoho discount)';
comment on column tds.invoice_lines.discount_amount is 'Discount on the line, in the currency of the document (Zoho discount_amount)';
comment on column tds.invoice_lines.tax_id is 'Tax of the line (Zoho tax_id)';
comment on column tds.invoice_lines.tax_name is 'Name of the tax (Zoho tax_name)';
comment on column tds.invoice_lines.tax_percentage is 'Tax in percent (Zoho tax_percentage)';
comment on column tds.invoice_lines.item_total is 'Quantity times rate less discount, in the currency of the document (Zoho item_total)';
comment on column tds.invoice_lines.account_id is 'Account the line is booked to (Zoho account_id)';
comment on column tds.invoice_lines.account_name is 'Name of the account (Zoho account_name)';
comment on column tds.invoice_lines.location_id is 'Place the goods leave or reach, source_id in tds.locations (Zoho location_id, else warehouse_id)';
comment on column tds.invoice_lines.location_name is 'Name of the place (Zoho location_name, else warehouse_name)';
comment on column tds.invoice_lines.project_id is 'Project the line is booked to (Zoho project_id)';
comment on column tds.invoice_lines.salesorder_item_id is 'Line of the sales order it was made from, source_id in tds.sales_order_lines (Zoho salesorder_item_id)';
comment on column tds.invoice_lines.custom_fields is 'Custom fields of the line by API name, null if there are none (Zoho item_custom_fields)';
comment on column tds.invoice_lines.first_seen_at is 'When this row was first written here';
comment on column tds.invoice_lines.synced_at is 'When this row was last written here';
comment on column tds.invoice_lines.deleted_at is 'When Zoho was found not to have the record any more, null while it lives';
comment on column tds.invoice_lines.run_id is 'The run that last wrote this row';
comment on column tds.invoice_lines.payload_hash is 'SHA-256 of the payload in etl.payloads that this row was made from';
