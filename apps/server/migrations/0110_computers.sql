-- Computers with the client software.
create table computers (
  tenant_id uuid not null,
  computer_id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  os text not null,
  version text not null,
  -- ECDSA P-256, JSON Web Key; the private half never leaves the computer
  public_key text not null,
  registered_at timestamptz not null,
  synced_at timestamptz,
  -- the highest time that a request was signed with, in milliseconds: a request counts once
  proven_at bigint not null default 0,
  revoked_at timestamptz,
  primary key (tenant_id, computer_id)
);
-- A name stands for one computer: whoever took it over would get the faces of its people.
create unique index computers_name on computers (tenant_id, name_key) where revoked_at is null;
call isolate_by_tenant('computers', 'kaoban_app');

-- With what computers are registered.
create table computer_keys (
  tenant_id uuid not null,
  computer_key_id uuid not null,
  access_key text not null,
  -- SHA-256 of the secret key, which holds 256 random bits
  secret_hash bytea not null,
  made_at timestamptz not null,
  -- set as soon as there are newer ones
  ends_at timestamptz,
  primary key (tenant_id, computer_key_id),
  constraint computer_keys_access unique (tenant_id, access_key)
);
call isolate_by_tenant('computer_keys', 'kaoban_app');
