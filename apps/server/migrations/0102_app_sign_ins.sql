-- Somebody who is on the way into an application: from the request of a service provider, or from the portal.
create table app_sign_ins (
  tenant_id uuid not null,
  token_hash bytea not null,
  app_id integer not null,
  -- of the service provider; null when the person began at the portal
  request_id text,
  relay_state text not null,
  -- the browser's session counts for nothing
  forced boolean not null,
  address text not null,
  user_agent text not null,
  -- the ID as typed, or of the session
  login_id text,
  user_id uuid,
  session_id uuid,
  -- numbers of factors that the session stands for
  proven smallint[] not null default '{}',
  started_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, app_id) references registered_apps (tenant_id, app_id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, session_id) references sessions (tenant_id, session_id) on delete set null (session_id)
);
-- A request is answered once.
create unique index app_sign_ins_answered on app_sign_ins (tenant_id, app_id, request_id) where consumed_at is not null;
create index app_sign_ins_user on app_sign_ins (tenant_id, user_id);
create index app_sign_ins_session on app_sign_ins (tenant_id, session_id);
create index app_sign_ins_started on app_sign_ins (tenant_id, started_at);
call isolate_by_tenant('app_sign_ins', 'kaoban_app');

-- Failures in a row, by the ID as typed, whether or not somebody has it, and by factor.
create table factor_failures (
  tenant_id uuid not null,
  login_id_key text not null,
  factor smallint not null,
  failures integer not null,
  blocked_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, login_id_key, factor)
);
call isolate_by_tenant('factor_failures', 'kaoban_app');

-- The last step of TOTP that was accepted: a code is good once.
create table totp_uses (
  tenant_id uuid not null,
  user_id uuid not null,
  step bigint not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('totp_uses', 'kaoban_app');
