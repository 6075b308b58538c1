--liquibase formatted sql logicalFilePath:sql/etl/0081-tokens-bound-to-servers.sql

--changeset tds:etl-tokens-bound-to-servers
comment on column etl.connections.refresh_token is 'From connecting; used unless one is configured. AES-GCM under tds.secret-key, bound to accounts_url: with another one there, the token cannot be read.';
comment on column etl.connections.access_token is 'The current one, so that a restart or another node does not ask for a new one. AES-GCM like refresh_token, bound to api_domain.';
