--liquibase formatted sql logicalFilePath:sql/reporting/item_images.sql

--changeset tds:item-images-to-read runOnChange:true
create or replace view reporting.item_images as
select
  item.organization_id,
  item.source_id as item_id,
  item.sku,
  item.name,
  case when item.image_document_id is null then 'none' else coalesce(image.state, 'due') end as state,
  encode(image.sha256, 'hex') as sha256,
  content.content_type,
  content.width,
  content.height,
  image.fetched_at,
  image.next_at,
  image.cause
from tds.products as item
left join etl.item_images as image on image.organization_id = item.organization_id and image.item_id = item.source_id
  and item.image_document_id is not null
left join etl.image_contents as content on content.sha256 = image.sha256
where item.deleted_at is null;

comment on view reporting.item_images is 'Which picture each item has here, and why it has none.';
comment on column reporting.item_images.state is 'none: the item names no picture; due: not asked for yet; waiting: asked for now; kept: the picture is here; missing: Zoho has none; unusable: what came is no picture; failed: no answer came.';
comment on column reporting.item_images.sha256 is 'SHA-256 of the picture, in hexadecimal: the ETag begins with it. While a newer picture cannot be had, the one before.';
comment on column reporting.item_images.next_at is 'Not asked for before then; null: not before the picture changes.';
comment on column reporting.item_images.cause is 'Why there is no picture, or no newer one.';
comment on column reporting.item_images.content_type is 'Media type of the picture that is kept.';
comment on column reporting.item_images.width is 'Width of the picture in pixels; null where only a browser can tell.';
comment on column reporting.item_images.height is 'Height of the picture in pixels; null where only a browser can tell.';
comment on column reporting.item_images.fetched_at is 'When the source last answered.';
