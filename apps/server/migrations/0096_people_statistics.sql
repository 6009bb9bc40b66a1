-- A long import of new people fills tables faster than statistics of them: what counts the accounts of each person was
-- planned while there were none, and goes on reading all of them for every one.
create procedure count_people() language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze users (tenant_id, user_id, login_id_key);
  analyze memberships (tenant_id, user_id);
  analyze windows_accounts (tenant_id, account_id);
  analyze windows_account_links (tenant_id, user_id, account_id);
end
$$;
revoke all on procedure count_people() from public;
grant execute on procedure count_people() to kaoban_app;
