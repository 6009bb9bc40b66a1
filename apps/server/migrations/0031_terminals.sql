create table terminals (
  tenant_id uuid not null,
  terminal_id uuid not null,
  name text not null,
  note text not null default '',
  -- ECDSA P-256, JSON Web Key; the private half never leaves the browser
  public_key text not null,
  -- "who am I" without typing an ID
  identification boolean not null default false,
  -- null: as the tenant's setting
  motion text,
  -- portal: a session opens here; stay: the terminal only says who it was
  after_sign_in text not null default 'portal' check (after_sign_in in ('portal', 'stay')),
  registered_by uuid not null,
  registered_at timestamptz not null,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, terminal_id)
);
create index terminals_registered on terminals (tenant_id, registered_at desc);
call isolate_by_tenant('terminals', 'kaoban_app');

-- Consecutive face failures, counted before a picture is looked at so that a crash or a flood of requests counts too.
create table face_throttles (
  tenant_id uuid not null,
  kind text not null check (kind in ('person', 'terminal')),
  subject text not null,
  -- two for a failure, one where the liveness checks had passed; ten block
  weight integer not null,
  blocked_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, kind, subject)
);
call isolate_by_tenant('face_throttles', 'kaoban_app');
