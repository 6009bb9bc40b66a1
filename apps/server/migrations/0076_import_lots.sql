-- An ID stands once in an import, however many lots its rows come in.
create index import_rows_ids on import_rows (tenant_id, import_id, login_id_key);
