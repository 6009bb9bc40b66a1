-- The rows of an import come faster than statistics of them: without any, the planner takes each search among them for
-- one that finds a single row, and reads the whole import instead of an index. Sealed records are left unread.
create procedure count_import_rows() language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze import_rows (tenant_id, import_id, row, state, action, login_id_key, mail_key, picture);
end
$$;
revoke all on procedure count_import_rows() from public;
grant execute on procedure count_import_rows() to kaoban_app;
