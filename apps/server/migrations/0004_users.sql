create table users (
  tenant_id uuid not null,
  user_id uuid not null,
  -- 利用者ID as entered; compared without case by its key
  login_id text not null,
  login_id_key text not null,
  family_name text not null default '',
  middle_name text not null default '',
  given_name text not null default '',
  mail text not null default '',
  mail_key text,
  system_administrator boolean not null default false,
  app_login_allowed boolean not null default false,
  app_login_method text not null default 'face' check (app_login_method in ('none', 'face', 'face-and-password')),
  app_login_failure text not null default 'login-screen' check (app_login_failure in ('login-screen', 'again')),
  pause_allowed boolean not null default false,
  locale text,
  -- argon2id, or null for people who sign in by face only
  password_hash text,
  password_initial boolean not null default true,
  password_changed_at timestamptz,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  registered_at timestamptz not null,
  updated_at timestamptz not null,
  -- rises with every change; a form saved over a newer version is refused
  version integer not null default 1,
  primary key (tenant_id, user_id),
  constraint users_login_id unique (tenant_id, login_id_key),
  constraint users_mail unique (tenant_id, mail_key)
);
create index users_registered on users (tenant_id, registered_at desc, user_id);
call isolate_by_tenant('users', 'kaoban_app');
