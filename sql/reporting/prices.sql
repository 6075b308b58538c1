--liquibase formatted sql logicalFilePath:sql/reporting/prices.sql

--changeset tds:prices runOnChange:true
create or replace view reporting.prices as
select
  customer.organization_id,
  customer.source_id as customer_id,
  customer.contact_name,
  product.source_id as item_id,
  product.sku,
  product.name,
  coalesce(priced.from_quantity, 0) as from_quantity,
  priced.below_quantity,
  priced.price,
  case when priced.price is not null then priced.currency_code end as currency_code,
  list.source_id as price_list_id,
  list.name as price_list,
  case
    when priced.price is not null then priced.source
    when customer.pricebook_id is not null and list.source_id is null then 'none: the customer''s price list is not here'
    when list.status is distinct from 'active' and list.source_id is not null then 'none: the price list is not active'
    when list.pricebook_type = 'fixed_percentage' then 'none: how the price list rounds is not known'
    when list.source_id is not null then 'none: the price list does not name the item'
    when product.rate is not null then 'none: no price list, and the item''s price is in another currency'
    else 'none: neither a price list nor a price of the item'
  end as source
from tds.customers as customer
join tds.organizations as organization on organization.organization_id = customer.organization_id
join tds.products as product on product.organization_id = customer.organization_id and product.deleted_at is null
  and product.status = 'active' and coalesce(product.can_be_sold, true)
left join lateral (
  -- The customer's own, whatever its state: a default in its place would be another price than was agreed.
  select found.* from tds.price_lists as found
  where found.organization_id = customer.organization_id and found.deleted_at is null
    and (found.source_id = customer.pricebook_id
      or customer.pricebook_id is null and found.is_default and found.status = 'active'
        and found.sales_or_purchase_type is distinct from 'purchases')
  order by found.source_id limit 1) as list on true
left join lateral (
  select said.from_quantity, said.below_quantity, said.price, said.currency_code, said.source
  from reporting.price_list_prices as said
  where said.organization_id = customer.organization_id and said.price_list_id = list.source_id
    and said.item_id = product.source_id and list.status = 'active'
  union all
  select 0, null, product.rate, organization.currency_code, 'product'
  where list.source_id is null and customer.pricebook_id is null
    and coalesce(customer.currency_code, organization.currency_code) = organization.currency_code) as priced on true
where customer.deleted_at is null;

comment on view reporting.prices is 'What each customer pays today for each active product that is sold: a row for each quantity from which another price holds. Ask with organization_id, customer_id, item_id, and from_quantity <= n and (below_quantity is null or n < below_quantity). No row or a null price is no price, never 0.';
comment on column reporting.prices.price is 'Price of one, in currency_code, before discounts of documents and taxes. Null: there is no price, and source says why.';
comment on column reporting.prices.currency_code is 'Currency of the price: the price list''s, which need not be the customer''s.';
comment on column reporting.prices.price_list_id is 'The price list that counts: the customer''s own, known from the customer''s details, else the default one. Null: the product''s own price counts.';
comment on column reporting.prices.source is 'item: the list has a price for the item; bracket: by quantity; computed: from the item''s own price and the list''s percentage; product: the item''s own price, since there is no list; none and why.';
