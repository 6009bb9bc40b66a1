-- Keys with which programs act as the person who made them.
create table api_keys (
  tenant_id uuid not null,
  api_key_id uuid not null,
  name text not null,
  scope text not null check (scope in ('users.read', 'users.write')),
  -- SHA-256 of the secret, which holds 256 random bits
  secret_hash bytea not null,
  user_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  last_used_from text not null default '',
  primary key (tenant_id, api_key_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
create index api_keys_user on api_keys (tenant_id, user_id);
call isolate_by_tenant('api_keys', 'kaoban_app');
