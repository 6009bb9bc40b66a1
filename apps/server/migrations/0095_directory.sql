-- Domains of Active Directory whose accounts are kept in step.
create table directory_domains (
  tenant_id uuid not null,
  -- in lower case
  domain text not null,
  -- which installation of the tool may report
  tool uuid not null,
  on_disable text not null check (on_disable in ('suspend', 'remove')),
  full_name_max smallint not null,
  -- when the tool last sent all accounts, or was set up, as which import, and how many there were
  reported_at timestamptz not null,
  import_id uuid,
  accounts integer not null default 0,
  primary key (tenant_id, domain)
);
call isolate_by_tenant('directory_domains', 'kaoban_app');

-- Which person an account of Active Directory became, and what was last written of it.
create table directory_links (
  tenant_id uuid not null,
  domain text not null,
  object_guid uuid not null,
  -- no reference: who comes back from the recycle bin is known again
  user_id uuid not null,
  account_name text not null,
  full_name text not null,
  state text not null check (state in ('linked', 'outside', 'suspended')),
  -- as the tool last saw it
  enabled boolean not null,
  primary key (tenant_id, domain, object_guid),
  foreign key (tenant_id, domain) references directory_domains (tenant_id, domain) on delete cascade
);
call isolate_by_tenant('directory_links', 'kaoban_app');

-- Which accounts a run has brought so far: what was linked and is not among them was deleted.
create table directory_lots (
  tenant_id uuid not null,
  import_id uuid not null,
  -- number of its first account
  first integer not null,
  guids uuid[] not null,
  primary key (tenant_id, import_id, first),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);
call isolate_by_tenant('directory_lots', 'kaoban_app');

alter table imports drop constraint imports_layout_check,
  add constraint imports_layout_check check (layout in ('users', 'mfa', 'directory'));
alter table api_keys drop constraint api_keys_scope_check,
  add constraint api_keys_scope_check check (scope in ('users.read', 'users.write', 'directory.sync'));
