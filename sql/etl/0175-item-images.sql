--liquibase formatted sql logicalFilePath:sql/etl/0175-item-images.sql

--changeset tds:image-contents
create table etl.image_contents (
    sha256       bytea primary key,
    content_type text not null,
    bytes        bytea not null,
    width        integer,
    height       integer,
    kept_since   timestamptz not null
);
alter table etl.image_contents alter column bytes set storage external;

comment on table etl.image_contents is 'Pictures of items, each kept once however many items have it.';
comment on column etl.image_contents.sha256 is 'SHA-256 of the bytes';
comment on column etl.image_contents.content_type is 'image/jpeg, image/png, image/gif or image/webp, as the first bytes say';
comment on column etl.image_contents.bytes is 'The picture as the source sent it';
comment on column etl.image_contents.width is 'In pixels; null where only a browser can tell';
comment on column etl.image_contents.height is 'In pixels; null where only a browser can tell';
comment on column etl.image_contents.kept_since is 'When these bytes first came';

--changeset tds:item-images
create table etl.item_images (
    organization_id text not null,
    item_id         text not null,
    version_key     text,
    state           text not null check (state in ('waiting', 'kept', 'missing', 'unusable', 'failed')),
    sha256          bytea references etl.image_contents,
    fetched_at      timestamptz,
    next_at         timestamptz,
    cause           text,
    primary key (organization_id, item_id)
);

create index item_images_content on etl.item_images (sha256);

comment on table etl.item_images is 'Which picture each item has, and why it has none';
comment on column etl.item_images.organization_id is 'The organization of the item';
comment on column etl.item_images.item_id is 'The item, source_id in tds.products';
comment on column etl.item_images.version_key is 'Document, name and kind of the picture that was last asked for; an item that still has them costs no call. Null before the first answer';
comment on column etl.item_images.state is 'waiting: asked for now; kept: the picture is here; missing: the source has none; unusable: what came is no picture; failed: no answer came';
comment on column etl.item_images.sha256 is 'The picture in etl.image_contents; while a newer one cannot be had, the one before';
comment on column etl.item_images.fetched_at is 'When the source last answered';
comment on column etl.item_images.next_at is 'Not asked for before then; null: not before the picture changes';
comment on column etl.item_images.cause is 'Why there is no picture, or no newer one';
