--liquibase formatted sql logicalFilePath:sql/reporting/sync_differences.sql

--changeset tds:sync-differences runOnChange:true
create or replace view reporting.sync_differences as
select found.difference_id, found.organization_id, found.job, found.table_name, found.source_id, found.part_id, found.field,
  found.here, found.there, found.since, found.repair_asked_at, found.repaired_at
from etl.differences as found
join tds.organizations as organization on organization.organization_id = found.organization_id and organization.is_mirrored;

comment on view reporting.sync_differences is 'Fields of rows that did not say what the source had said, open ones and repaired ones.';
comment on column reporting.sync_differences.difference_id is 'Identifies the difference.';
comment on column reporting.sync_differences.table_name is 'The table of schema tds.';
comment on column reporting.sync_differences.source_id is 'The record, by the id of the source.';
comment on column reporting.sync_differences.part_id is 'Its part, such as a line; empty if it is about the record itself.';
comment on column reporting.sync_differences.field is 'The column; "row" if the row is missing or should not be there, "document" if what it was made from cannot be used.';
comment on column reporting.sync_differences.here is 'What the table said, as text.';
comment on column reporting.sync_differences.there is 'What the source had said, as text.';
comment on column reporting.sync_differences.since is 'When the difference was found.';
comment on column reporting.sync_differences.repair_asked_at is 'When a run was asked to repair the record; null if none was.';
comment on column reporting.sync_differences.repaired_at is 'When the difference was seen to be gone; null while it is open.';
