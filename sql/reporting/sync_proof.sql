--liquibase formatted sql logicalFilePath:sql/reporting/sync_proof.sql

--changeset tds:sync-proof runOnChange:true
create or replace view reporting.sync_proof as
select state.organization_id, state.job, state.full_began_at as verified_through, now() - state.full_began_at as age
from etl.job_state as state
join tds.organizations as organization on organization.organization_id = state.organization_id and organization.is_mirrored;

comment on view reporting.sync_proof is 'Until when rows have been compared with the source, record by record. Null is unknown, never good.';
comment on column reporting.sync_proof.verified_through is 'When the last full import began that completed: at that time each row said what the complete list of the source said. Null if no full import has completed.';
comment on column reporting.sync_proof.age is 'How long ago that is.';
