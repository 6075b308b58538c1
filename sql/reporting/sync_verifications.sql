--liquibase formatted sql logicalFilePath:sql/reporting/sync_verifications.sql

--changeset tds:sync-verifications runOnChange:true
create or replace view reporting.sync_verifications as
select done.organization_id, done.job, done.run_id, done.kind, done.window_from, done.window_to, done.compared, done.equal,
  done.differing, done.repaired, done.calls, done.began_at, done.ended_at, done.concluded, done.verified_through, done.held_by
from etl.verifications as done
join tds.organizations as organization on organization.organization_id = done.organization_id and organization.is_mirrored;

comment on view reporting.sync_verifications is 'Each comparison of rows with what the source had said, one row for each run that compared.';
comment on column reporting.sync_verifications.kind is 'LIST: every row, after a full import. WINDOW: what a delta has listed, and what was written since the last comparison. DOCUMENTS: every row, without asking the source. REPAIR: the rows that differed before.';
comment on column reporting.sync_verifications.window_from is 'Modifications from this instant on were listed; null from the beginning.';
comment on column reporting.sync_verifications.window_to is 'Modifications up to this instant were listed; null if nothing was listed.';
comment on column reporting.sync_verifications.compared is 'Records that were compared, those that are missing included.';
comment on column reporting.sync_verifications.equal is 'Records of which the row and all its parts say what the source had said.';
comment on column reporting.sync_verifications.differing is 'Records that differ.';
comment on column reporting.sync_verifications.repaired is 'Differences that were open before and are gone.';
comment on column reporting.sync_verifications.calls is 'Requests to the source that were made for the comparison.';
comment on column reporting.sync_verifications.began_at is 'When the comparison began.';
comment on column reporting.sync_verifications.ended_at is 'When it ended.';
comment on column reporting.sync_verifications.concluded is 'Whether the run came to its end, so that the comparison counts.';
comment on column reporting.sync_verifications.verified_through is 'Up to which modifications the job was verified afterwards.';
comment on column reporting.sync_verifications.held_by is 'Why that is not later; null if nothing is in the way.';
