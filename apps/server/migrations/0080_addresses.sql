-- From where administrators work; a tenant without rows allows everything.
create table address_ranges (
  tenant_id uuid not null,
  range_id uuid not null,
  first inet not null,
  last inet not null,
  added_at timestamptz not null,
  primary key (tenant_id, range_id),
  constraint address_ranges_once unique (tenant_id, first, last),
  check (family(first) = family(last) and first <= last)
);
call isolate_by_tenant('address_ranges', 'kaoban_app');
