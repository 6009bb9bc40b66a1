create table sessions (
  tenant_id uuid not null,
  session_id uuid not null,
  token_hash bytea not null,
  user_id uuid not null,
  -- how the person got in: password | face
  means text not null,
  terminal_id uuid,
  address text not null,
  user_agent text not null,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (tenant_id, session_id),
  constraint sessions_token unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
create index sessions_user on sessions (tenant_id, user_id);
call isolate_by_tenant('sessions', 'kaoban_app');
