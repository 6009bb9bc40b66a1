-- The key that makes and verifies the one-time passwords of a Windows account; terminals get it with the account.
create table one_time_password_keys (
  tenant_id uuid not null,
  account_id uuid not null,
  -- 256 bits, sealed for the account
  key bytea not null,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references windows_accounts (tenant_id, account_id) on delete cascade
);
call isolate_by_tenant('one_time_password_keys', 'kaoban_app');

-- What was issued, never the digits; kept as long as a terminal may have to be told that it is invalid.
create table one_time_passwords (
  tenant_id uuid not null,
  one_time_password_id uuid not null,
  account_id uuid not null,
  -- what the digits are made of: days since 1970-01-01 UTC, validity in days, and which of those that have both in common
  day integer not null,
  days smallint not null check (days between 1 and 999),
  serial smallint not null check (serial between 0 and 3),
  valid_until timestamptz not null,
  issued_at timestamptz not null,
  -- reset, replaced by a newer one, or out of use with all others
  revoked_at timestamptz,
  primary key (tenant_id, one_time_password_id),
  constraint one_time_passwords_mark unique (tenant_id, account_id, day, days, serial),
  foreign key (tenant_id, account_id) references windows_accounts (tenant_id, account_id) on delete cascade
);
create index one_time_passwords_over on one_time_passwords (tenant_id, valid_until);
call isolate_by_tenant('one_time_passwords', 'kaoban_app');
