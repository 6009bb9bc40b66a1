-- Keys that sign assertions of a tenant: one that does, and one that service providers may get to know before.
create table saml_keys (
  tenant_id uuid not null,
  key_id uuid not null,
  state text not null check (state in ('active', 'next')),
  -- PKCS #8, sealed for the key
  private_key bytea not null,
  certificate text not null,
  made_at timestamptz not null,
  valid_until timestamptz not null,
  primary key (tenant_id, key_id),
  constraint saml_keys_one unique (tenant_id, state)
);
call isolate_by_tenant('saml_keys', 'kaoban_app');

-- The service provider of a SAML application.
create table saml_providers (
  tenant_id uuid not null,
  app_id integer not null,
  entity_id text not null,
  acs_url text not null,
  name_id text not null check (name_id in ('spname', 'loginId', 'mail')),
  certificates text[] not null,
  requests_signed boolean not null,
  shared_names boolean not null,
  attributes boolean not null,
  version integer not null default 1,
  primary key (tenant_id, app_id),
  foreign key (tenant_id, app_id) references registered_apps (tenant_id, app_id) on delete cascade
);
call isolate_by_tenant('saml_providers', 'kaoban_app');
