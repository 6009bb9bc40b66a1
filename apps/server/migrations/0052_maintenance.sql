-- The notice of maintenance mode, or null. It is the operator's own row; every tenant's requests ask for it, in one
-- statement, and come back to their own tenant.
create function maintenance_in_force() returns jsonb language plpgsql as $$
declare
  former text := current_setting('app.tenant', true);
  notice jsonb;
begin
  perform set_config('app.tenant', '00000000-0000-0000-0000-000000000000', true);
  select value into notice from service_settings where name = 'maintenance';
  perform set_config('app.tenant', coalesce(former, ''), true);
  return notice;
end
$$;
