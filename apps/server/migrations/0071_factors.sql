-- Applications whose sign-in data people carry: the ID manager's (61000 to 61100) and SAML's (70000 to 70999).
create table registered_apps (
  tenant_id uuid not null,
  app_id integer not null,
  kind text not null check (kind in ('id-manager', 'saml')),
  name text collate "C" not null,
  registered_at timestamptz not null,
  primary key (tenant_id, app_id)
);
call isolate_by_tenant('registered_apps', 'kaoban_app');

-- What a person proves themselves with, beside password and face; nobody without a row has any of it.
create table user_factors (
  tenant_id uuid not null,
  user_id uuid not null,
  -- sealed; the standard values of RFC 6238 unless a token says otherwise
  totp_seed bytea,
  totp_algorithm text not null default 'SHA1' check (totp_algorithm in ('SHA1', 'SHA256', 'SHA512')),
  totp_digits smallint not null default 6,
  totp_seconds smallint not null default 30,
  -- Argon2id with a pepper that is not in the database
  pin_hash text,
  qr_pin_hash text,
  qr_code text not null default 'none' check (qr_code in ('none', 'to-be-issued', 'issued')),
  -- 認証情報の持ち出し
  carry_out boolean not null default true,
  carry_out_delete_days smallint not null default 30,
  carry_out_update_days smallint not null default 1,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('user_factors', 'kaoban_app');

-- Sign-in data of people for applications, part by part.
create table app_credentials (
  tenant_id uuid not null,
  user_id uuid not null,
  app_id integer not null,
  part text not null check (part in ('userid', 'password', 'param1', 'param2', 'spname')),
  -- the user name that is asserted to a SAML service provider; everything else is sealed
  plain text,
  sealed bytea,
  primary key (tenant_id, user_id, app_id, part),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, app_id) references registered_apps (tenant_id, app_id)
);
create index app_credentials_app on app_credentials (tenant_id, app_id, user_id);
call isolate_by_tenant('app_credentials', 'kaoban_app');

-- Windows accounts of people by the number that lists of the multi-factor product give them. With `account_id` it is one
-- of the accounts of windows_account_links, and counts while that link is there; what those cannot hold stands here.
create table windows_logons (
  tenant_id uuid not null,
  user_id uuid not null,
  number smallint not null check (number between 1 and 20),
  description text not null default '',
  account_id uuid,
  kind text check (kind in ('local', 'domain', 'microsoft', 'entra')),
  -- computer, "." for whatever is in use, or domain
  place text not null default '',
  name text not null default '',
  -- sealed
  password bytea,
  primary key (tenant_id, user_id, number),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('windows_logons', 'kaoban_app');

-- 代理認証: `user_id` (委譲先) may sign in as `delegator_id` (委譲元).
create table delegations (
  tenant_id uuid not null,
  user_id uuid not null,
  delegator_id uuid not null,
  granted_at timestamptz not null,
  granted_by text not null,
  primary key (tenant_id, user_id, delegator_id),
  constraint delegations_not_oneself check (user_id <> delegator_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, delegator_id) references users (tenant_id, user_id) on delete cascade
);
create index delegations_delegator on delegations (tenant_id, delegator_id, user_id);
call isolate_by_tenant('delegations', 'kaoban_app');
