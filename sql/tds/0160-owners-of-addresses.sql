--liquibase formatted sql logicalFilePath:sql/tds/0160-owners-of-addresses.sql

--changeset tds:owners-of-addresses
insert into reporting.field_owners (organization_id, field, owner)
select '', kind || '.' || part, 'books'
from unnest(array['billing', 'shipping']) as kind, unnest(array['street', 'city', 'state', 'code', 'country']) as part
on conflict do nothing;
