--liquibase formatted sql logicalFilePath:sql/reporting/sync_proof.sql

--changeset tds:sync-proof runOnChange:true
create or replace view reporting.sync_proof as
select state.organization_id, state.job, state.verified_through, now() - state.verified_through as age,
  state.compared_through, state.verification_held_by as held_by,
  (select count(*) from etl.differences as difference
    where difference.organization_id = state.organization_id and difference.job = state.job
      and difference.repaired_at is null) as differences
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored;

comment on view reporting.sync_proof is 'Until when rows have been read back and compared with what the source had said. Null is unknown, never good.';
comment on column reporting.sync_proof.verified_through is 'Everything that was modified until then was compared, field by field, after it had been written, and was equal or has been repaired since. Null if nothing has been verified.';
comment on column reporting.sync_proof.age is 'How long ago that is.';
comment on column reporting.sync_proof.compared_through is 'The same, whether it was equal or not.';
comment on column reporting.sync_proof.held_by is 'Why verified_through is not later; null if nothing is in the way.';
comment on column reporting.sync_proof.differences is 'Fields that differ and are not repaired yet; etl.differences has them.';
