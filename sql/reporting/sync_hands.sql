--liquibase formatted sql logicalFilePath:sql/reporting/sync_hands.sql

--changeset tds:sync-hands runOnChange:true
create or replace view reporting.sync_hands as
select organization.organization_id, max(state.hand_at) as hand_at, now() - max(state.hand_at) as without
from tds.organizations as organization
left join etl.job_state as state on state.organization_id = organization.organization_id
where organization.is_mirrored
group by organization.organization_id;

comment on view reporting.sync_hands is 'How long runs have gone on without a person.';
comment on column reporting.sync_hands.hand_at is 'When a person last asked for a run, stopped one or gave one up; null if nobody ever has.';
comment on column reporting.sync_hands.without is 'How long ago that is.';
