--liquibase formatted sql logicalFilePath:sql/reporting/sync_documents.sql

--changeset tds:sync-documents runOnChange:true
create or replace view reporting.sync_documents as
select state.organization_id, state.job, state.rows_alive, state.documents_complete,
  state.documents_complete::numeric / nullif(state.rows_alive, 0) as share, state.counted_at
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored;

comment on view reporting.sync_documents is 'How many rows have their complete document, by the last full import. reporting.sync_queues says how many documents wait now.';
comment on column reporting.sync_documents.rows_alive is 'Rows that lived when the last full import ended; null before.';
comment on column reporting.sync_documents.documents_complete is 'Of these, rows whose complete document was as new as the row; null if the job has no documents.';
comment on column reporting.sync_documents.share is 'Their share, from 0 to 1; null if unknown.';
comment on column reporting.sync_documents.counted_at is 'When that was counted.';
