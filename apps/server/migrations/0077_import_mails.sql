-- Mail addresses that rows give, without case: one stands once in an import, however many lots its rows come in.
alter table import_rows
  add column mail_key text collate "C" not null default '';
create index import_rows_mails on import_rows (tenant_id, import_id, mail_key) where mail_key <> '';
