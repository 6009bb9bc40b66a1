create table operators (
  tenant_id uuid not null,
  operator_id uuid not null,
  name text not null,
  mail text not null,
  mail_key text not null,
  password_hash text not null,
  -- sealed; counts once it was confirmed with a first code
  totp_secret bytea,
  totp_confirmed boolean not null default false,
  -- 30-second step of the last accepted code: each code works once
  totp_last_step bigint not null default 0,
  -- SHA-256 of those not used yet, hexadecimal
  recovery_hashes jsonb not null default '[]',
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, operator_id),
  constraint operators_mail unique (tenant_id, mail_key)
);
call isolate_by_tenant('operators', 'kaoban_operator');

create table operator_sessions (
  tenant_id uuid not null,
  session_id uuid not null,
  token_hash bytea not null,
  operator_id uuid not null,
  -- false: a second factor has to be set up before anything else
  complete boolean not null,
  address text not null,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (tenant_id, session_id),
  constraint operator_sessions_token unique (tenant_id, token_hash),
  foreign key (tenant_id, operator_id) references operators (tenant_id, operator_id) on delete cascade
);
call isolate_by_tenant('operator_sessions', 'kaoban_operator');

-- The link printed at start while there is no operator.
create table operator_setups (
  tenant_id uuid not null primary key,
  token_hash bytea not null,
  expires_at timestamptz not null
);
call isolate_by_tenant('operator_setups', 'kaoban_operator');
