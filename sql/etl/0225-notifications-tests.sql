--liquibase formatted sql logicalFilePath:sql/etl/0225-notifications-tests.sql

--changeset tds:notifications-tests
create index notifications_tests on etl.notifications (receiver, channel, notification_id desc) where news = 'TEST';
