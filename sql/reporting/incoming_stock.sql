--liquibase formatted sql logicalFilePath:sql/reporting/incoming_stock.sql

--changeset tds:incoming-stock runOnChange:true
create or replace view reporting.incoming_stock as
select
  bought.organization_id,
  bought.source_id as purchaseorder_id,
  bought.purchaseorder_number,
  bought.vendor_id,
  bought.vendor_name,
  coalesce(bought.expected_delivery_date, bought.delivery_date) as expected_on,
  line.source_id as line_id,
  line.item_id,
  line.sku,
  line.name,
  coalesce(line.location_id, bought.location_id) as location_id,
  line.quantity,
  trim_scale(line.quantity - coalesce(line.quantity_cancelled, 0) - coalesce(line.quantity_received, 0)
    - coalesce(line.quantity_marked_as_received, 0)) as incoming,
  line.rate,
  bought.currency_code
from tds.purchase_orders as bought
join tds.purchase_order_lines as line on line.organization_id = bought.organization_id
  and line.purchaseorder_id = bought.source_id and line.deleted_at is null
where bought.deleted_at is null and bought.status not in ('draft', 'cancelled', 'closed', 'pending_approval', 'rejected')
  and coalesce(bought.is_po_marked_as_received, false) is false
  and line.quantity - coalesce(line.quantity_cancelled, 0) - coalesce(line.quantity_received, 0)
    - coalesce(line.quantity_marked_as_received, 0) > 0;

comment on view reporting.incoming_stock is 'Lines of orders to vendors of which something is still to arrive; neither drafts, nor cancelled or closed orders.';
comment on column reporting.incoming_stock.expected_on is 'Day on which it is expected, else on which it should arrive; null if nobody said.';
comment on column reporting.incoming_stock.incoming is 'Units that have still to arrive: ordered, less cancelled, less received, less marked as received.';
comment on column reporting.incoming_stock.rate is 'Price of one, in currency_code.';
