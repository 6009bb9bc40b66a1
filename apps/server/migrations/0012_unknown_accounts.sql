-- Failures under IDs that nobody has: they lock like real ones, so a lock does not tell which IDs exist.
create table unknown_accounts (
  tenant_id uuid not null,
  login_id_key text not null,
  failed_sign_ins integer not null,
  locked_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, login_id_key)
);
create index unknown_accounts_age on unknown_accounts (tenant_id, updated_at);
call isolate_by_tenant('unknown_accounts', 'kaoban_app');
