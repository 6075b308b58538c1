--liquibase formatted sql logicalFilePath:sql/reporting/price_list_prices.sql

--changeset tds:price-list-prices runOnChange:true
create or replace view reporting.price_list_prices as
select
  list.organization_id,
  list.source_id as price_list_id,
  list.name as price_list,
  list.status,
  list.sales_or_purchase_type,
  priced.item_id,
  product.sku,
  product.name,
  priced.from_quantity,
  priced.below_quantity,
  trim_scale(priced.price) as price,
  case list.pricebook_type when 'fixed_percentage' then organization.currency_code else list.currency_code end as currency_code,
  priced.source
from tds.price_lists as list
join tds.organizations as organization on organization.organization_id = list.organization_id
cross join lateral (
  -- A price for the item, whatever the quantity.
  select item.item_id, 0::numeric as from_quantity, null::numeric as below_quantity, item.pricebook_rate as price, 'item' as source
  from tds.price_list_items as item
  where item.organization_id = list.organization_id and item.pricebook_id = list.source_id and item.deleted_at is null
    and item.pricebook_rate is not null
  union all
  -- Ends are whole numbers: a price holds until the next one begins, and 19.5 is not between two.
  select bracket.item_id, bracket.start_quantity,
    lead(bracket.start_quantity) over (partition by bracket.item_id order by bracket.start_quantity),
    bracket.pricebook_rate, 'bracket'
  from tds.price_list_brackets as bracket
  where bracket.organization_id = list.organization_id and bracket.pricebook_id = list.source_id and bracket.deleted_at is null
  union all
  -- How Zoho rounds is documented nowhere: only what is not rounded can be worked out.
  select item.source_id, 0, null,
    case when list.rounding_type = 'no_rounding'
      then item.rate * (1 + case when list.is_increase then 1 else -1 end * list.percentage / 100) end, 'computed'
  from tds.products as item
  where list.pricebook_type = 'fixed_percentage' and item.organization_id = list.organization_id and item.deleted_at is null
) as priced
left join tds.products as product on product.organization_id = list.organization_id and product.source_id = priced.item_id
where list.deleted_at is null;

comment on view reporting.price_list_prices is 'What each price list says: a row for each item, and for each quantity from which another price holds. An item without a row has no price in the list: neither 0 nor the price of the item.';
comment on column reporting.price_list_prices.from_quantity is 'The price holds from this quantity on.';
comment on column reporting.price_list_prices.below_quantity is 'It holds below this quantity; null: for any larger one.';
comment on column reporting.price_list_prices.price is 'Price of one, in currency_code. Null if Zoho rounds it in a way that is not known, or does not say.';
comment on column reporting.price_list_prices.currency_code is 'The list''s currency; of lists of a percentage the organization''s.';
comment on column reporting.price_list_prices.source is 'item: a price for the item; bracket: by quantity; computed: from the item''s own price and the list''s percentage, as exact as that gives.';
