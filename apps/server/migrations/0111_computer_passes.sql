-- Somebody who proved at a computer who they are, for the few minutes of registering a face there.
create table computer_passes (
  tenant_id uuid not null,
  pass_id uuid not null,
  token_hash bytea not null,
  computer_id uuid not null,
  user_id uuid not null,
  expires_at timestamptz not null,
  primary key (tenant_id, pass_id),
  foreign key (tenant_id, computer_id) references computers (tenant_id, computer_id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('computer_passes', 'kaoban_app');
