--liquibase formatted sql logicalFilePath:sql/tds/0030-live-names.sql

--changeset tds:live-names
comment on column tds.credit_note_allocations.source_id is 'Zoho''s id of the allocation (creditnote_invoice_id); where Zoho sends none, the credit note''s id and the place in it, such as 7/1';
