-- The authentication log: one row for each attempt at each door. Rows are only added, and deleted when their time is
-- over, so that months are partitions: a search bounded in time reads few of them, an emptied one is dropped whole.
create table authentications (
  tenant_id uuid not null,
  -- the terminal's time of the attempt; it may be older than its receipt [NFM-LOG-013]
  at timestamptz not null,
  authentication_id uuid not null,
  received_at timestamptz not null,
  succeeded boolean not null,
  means text not null,
  scene text not null,
  -- people and terminals are deleted while the log stays: no foreign keys, and their names as they were
  user_id uuid,
  login_id text not null default '',
  windows_account text not null default '',
  windows_domain text not null default '',
  windows_upn text not null default '',
  terminal_id uuid,
  terminal_name text not null default '',
  service_provider_url text not null default '',
  error_code text,
  -- The short columns ride along, so that searches and counts by them read the index alone.
  primary key (tenant_id, at, authentication_id) include (succeeded, means, scene, error_code)
) partition by range (at);
create index authentications_failed on authentications (tenant_id, at, authentication_id)
  include (means, scene, error_code) where not succeeded;
create index authentications_user on authentications (tenant_id, user_id, at) where user_id is not null;
create index authentications_login_id on authentications (tenant_id, login_id, at) where login_id <> '';
create index authentications_account on authentications (tenant_id, windows_account, at) where windows_account <> '';
create index authentications_domain on authentications (tenant_id, windows_domain, at) where windows_domain <> '';
create index authentications_upn on authentications (tenant_id, windows_upn, at) where windows_upn <> '';
create index authentications_terminal on authentications (tenant_id, terminal_name, at) where terminal_name <> '';
create index authentications_provider on authentications (tenant_id, service_provider_url, at)
  where service_provider_url <> '';
call isolate_by_tenant('authentications', 'kaoban_app');
revoke update on authentications from kaoban_app;

-- Each text that stands in a text column, once a tenant. A search for a part of a name looks here for the names and
-- then for rows by their exact names in an index: trigram indexes do not work under row-level security, and reading a
-- million rows for a part of a name is slow.
create table authentication_terms (
  tenant_id uuid not null,
  -- loginId | windowsAccount | windowsDomain | windowsUpn | terminalName | serviceProviderUrl
  field text not null,
  term text not null,
  primary key (tenant_id, field, term)
);
call isolate_by_tenant('authentication_terms', 'kaoban_app');
revoke update on authentication_terms from kaoban_app;

-- Sealed pictures of failed attempts, where the tenant's policy keeps them [NFM-SET-042].
create table authentication_images (
  tenant_id uuid not null,
  at timestamptz not null,
  authentication_id uuid not null,
  image bytea not null,
  primary key (tenant_id, at, authentication_id)
) partition by range (at);
call isolate_by_tenant('authentication_images', 'kaoban_app');
revoke update on authentication_images from kaoban_app;

-- What has no month of its own (terminals long offline, terminals with a wrong clock) is kept here.
create table authentications_default partition of authentications default;
create table authentication_images_default partition of authentication_images default;

-- Nobody is granted a partition. If somebody ever is, the row-level security of the parent does not count there, so
-- each partition has its own.
create procedure isolate_partition(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()))',
    target);
end
$$;
revoke execute on procedure isolate_partition(regclass) from public;
call isolate_partition('authentications_default');
call isolate_partition('authentication_images_default');

-- Makes the partitions of the months that begin at from_month, and moves rows there that came before them. Runs with
-- the rights of the owner of the tables, which the application does not have; touches no tenant's visible data.
create function open_authentication_months(from_month date, months integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  base text;
  part text;
  spare text;
  low timestamptz;
  high timestamptz;
  made integer := 0;
begin
  if months not between 1 and 24 then
    raise exception 'between 1 and 24 months at a time';
  end if;
  perform pg_advisory_xact_lock(727273);
  for step in 0 .. months - 1 loop
    low := (date_trunc('month', from_month::timestamp) + make_interval(months => step)) at time zone 'UTC';
    high := (date_trunc('month', from_month::timestamp) + make_interval(months => step + 1)) at time zone 'UTC';
    foreach base in array array['authentications', 'authentication_images'] loop
      part := base || to_char(low at time zone 'UTC', '_YYYY_MM');
      spare := base || '_default';
      continue when to_regclass('public.' || part) is not null;
      execute format('create table public.%I (like public.%I including defaults)', part, base);
      -- The owner is under row-level security as well, unless it is a superuser.
      execute format('alter table public.%I no force row level security', spare);
      execute format(
        'with moved as (delete from public.%I where at >= %L and at < %L returning *) insert into public.%I select * from moved',
        spare, low, high, part);
      execute format('alter table public.%I force row level security', spare);
      call public.isolate_partition(format('public.%I', part)::regclass);
      execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', base, part, low, high);
      made := made + 1;
    end loop;
  end loop;
  return made;
end
$$;
revoke execute on function open_authentication_months(date, integer) from public;
grant execute on function open_authentication_months(date, integer) to kaoban_app;

-- Drops partitions of months that ended before the given time and hold no row any more; rows are deleted tenant by
-- tenant under row-level security, so that nothing here can delete anybody's log.
create function drop_empty_authentication_months(ended_before timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  part record;
  filled boolean;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(727273);
  for part in
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('public.authentications'::regclass, 'public.authentication_images'::regclass)
      and c.relname ~ '_\d{4}_\d{2}$'
      and (to_date(right(c.relname, 7), 'YYYY_MM')::timestamp + interval '1 month') at time zone 'UTC' <= ended_before
  loop
    execute format('alter table public.%I no force row level security', part.name);
    execute format('select exists (select from public.%I)', part.name) into filled;
    if filled then
      execute format('alter table public.%I force row level security', part.name);
    else
      execute format('drop table public.%I', part.name);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end
$$;
revoke execute on function drop_empty_authentication_months(timestamptz) from public;
grant execute on function drop_empty_authentication_months(timestamptz) to kaoban_app;

-- Enough to start with; the daily job keeps ahead.
select open_authentication_months((now() at time zone 'UTC' - interval '3 months')::date, 6);
