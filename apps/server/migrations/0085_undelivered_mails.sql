-- What an administrator is told of a mail that did not arrive: for whom it was written, when it came back.
alter table mails
  add column variant text not null default 'unknown',
  add column failed_at timestamptz;
alter table mails alter column variant drop default;
