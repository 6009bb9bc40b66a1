-- Whoever is found by the code of their tenant is told about maintenance in the same statement: in every role, none of
-- which needs a right to the table for it.
create or replace function maintenance_in_force() returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house constant uuid := '00000000-0000-0000-0000-000000000000';
  former text := current_setting('app.tenant', true);
  notice jsonb;
begin
  perform set_config('app.tenant', house::text, true);
  select value into notice from public.service_settings where tenant_id = house and name = 'maintenance';
  perform set_config('app.tenant', coalesce(former, ''), true);
  return notice;
end
$$;
