-- Data keys of tenants, wrapped by the key-encryption key, which is never in the database.
create table tenant_keys (
  tenant_id uuid not null,
  version integer not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
call isolate_by_tenant('tenant_keys', 'kaoban_app, kaoban_operator');

-- The operation log: rows chained by hash, appended only.
create table operation_log (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  address text not null,
  operation text not null,
  succeeded boolean not null,
  details text not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create index operation_log_at on operation_log (tenant_id, at);
call isolate_by_tenant('operation_log', 'kaoban_app, kaoban_operator');
revoke update on operation_log from kaoban_app, kaoban_operator;

create table operation_log_heads (
  tenant_id uuid not null primary key,
  seq bigint not null,
  hash bytea not null
);
call isolate_by_tenant('operation_log_heads', 'kaoban_app, kaoban_operator');
revoke delete on operation_log_heads from kaoban_app, kaoban_operator;

-- Signed marks of the chain: rows older than the retention are deleted, the mark keeps the rest verifiable.
create table operation_log_checkpoints (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  hash bytea not null,
  signature text not null,
  primary key (tenant_id, seq)
);
call isolate_by_tenant('operation_log_checkpoints', 'kaoban_app, kaoban_operator');
