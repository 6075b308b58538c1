--liquibase formatted sql logicalFilePath:sql/etl/0196-letters.sql

--changeset tds:etl-letters
create table etl.letters (
  letter_key text primary key,
  letter_id uuid not null,
  attempts integer not null default 0,
  taken_until timestamptz,
  last_error text,
  sent_at timestamptz
);
comment on table etl.letters is 'The weekly letters that were sent or are to be sent, one row for each week and organization.';
comment on column etl.letters.letter_key is 'The day on which the week ended, and the organization.';
comment on column etl.letters.letter_id is 'Identifies the mail; the same at each attempt.';
comment on column etl.letters.attempts is 'How often somebody tried to send the letter.';
comment on column etl.letters.taken_until is 'Until when one process has the letter for itself; null before the first attempt.';
comment on column etl.letters.last_error is 'Why the last attempt failed; null if none did.';
comment on column etl.letters.sent_at is 'When the server for mail took the letter; null before.';
