--liquibase formatted sql logicalFilePath:sql/reporting/sync_running.sql

--changeset tds:sync-running runOnChange:true
create or replace view reporting.sync_running as
select organization.organization_id, count(run.execution_began_at) as running,
  count(run.run_id) - count(run.execution_began_at) as waiting
from tds.organizations as organization
left join etl.runs as run on run.organization_id = organization.organization_id and run.outcome is null
where organization.is_mirrored
group by organization.organization_id;

comment on view reporting.sync_running is 'How many runs are not over.';
comment on column reporting.sync_running.running is 'Runs that a process executes now.';
comment on column reporting.sync_running.waiting is 'Runs that wait for their turn.';
