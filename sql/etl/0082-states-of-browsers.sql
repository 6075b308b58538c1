--liquibase formatted sql logicalFilePath:sql/etl/0082-states-of-browsers.sql

--changeset tds:etl-states-of-browsers
alter table etl.oauth_states add column browser_hash bytea;
comment on column etl.oauth_states.browser_hash is 'SHA-256 of the cookie of the browser in which the admin began; an answer that another browser brings is refused.';
