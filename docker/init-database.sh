#!/bin/sh
# Run once by the image of PostgreSQL, when its volume is empty: the application owns its database and is no superuser.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set password="$TDS_PASSWORD" <<'SQL'
create role tds login password :'password';
create database tds owner tds;
-- For programs that read: create role shop login password '…' in role tds_reader;
create role tds_reader nologin;
SQL
