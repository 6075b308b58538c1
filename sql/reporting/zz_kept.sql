--liquibase formatted sql logicalFilePath:sql/reporting/zz_kept.sql

--changeset tds:tables-with-documents runAlways:true
-- After all tables are made: a new one can be asked for by tds.as_of as well.
select etl.find_tables_with_documents();
