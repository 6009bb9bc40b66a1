-- Roles are of the whole server, so another database of it may have made them already.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['kaoban_app', 'kaoban_gate', 'kaoban_operator'] loop
    begin
      execute format('create role %I nologin nosuperuser nobypassrls noinherit', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end
$$;

grant usage on schema public to kaoban_app, kaoban_gate, kaoban_operator;

-- The tenant of the running transaction, or null, which matches no row.
create function current_tenant() returns uuid language sql stable as
  $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- Called once for every table of tenants' data: rows are visible and writable for their own tenant only, even to
-- the owner of the table.
create procedure isolate_by_tenant(target regclass, roles text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
    target);
  execute format('grant select, insert, update, delete on %s to %s', target, roles);
end
$$;
