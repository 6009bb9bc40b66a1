create table password_links (
  tenant_id uuid not null,
  link_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  -- first: the initial password is asked for as well; mailbox: went to the person's own mailbox without a password
  purpose text not null check (purpose in ('first', 'mailbox')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, link_id),
  constraint password_links_token unique (tenant_id, token_hash),
  -- a newer link takes the place of the older
  constraint password_links_user unique (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('password_links', 'kaoban_app');

-- Requests from the sign-in page, known ID or not, so that both are limited alike.
create table reissue_requests (
  tenant_id uuid not null,
  login_id_key text not null,
  hour timestamptz not null,
  requests integer not null,
  primary key (tenant_id, login_id_key)
);
call isolate_by_tenant('reissue_requests', 'kaoban_app');
