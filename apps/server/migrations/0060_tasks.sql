-- Long work that a person starts and that goes on without them, step by step.
create table tasks (
  tenant_id uuid not null,
  task_id uuid not null,
  kind text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer not null,
  input jsonb not null,
  -- where the work stands, in the words of its kind
  progress jsonb,
  result jsonb,
  -- code of the problem that ended it
  failure text,
  -- who started it, from where and in which language; people are deleted, tasks stay
  user_id uuid not null,
  login_id text not null,
  address text not null,
  locale text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- while running: which runner has it, and when that runner must be taken for dead
  lease_by uuid,
  lease_until timestamptz not null,
  -- how often it was taken since its last step that succeeded
  attempts integer not null default 0,
  cancel_requested boolean not null default false,
  dismissed boolean not null default false,
  primary key (tenant_id, task_id)
);
-- One at a time of a kind in a tenant.
create unique index tasks_running on tasks (tenant_id, kind) where state = 'running';
create index tasks_due on tasks (kind, lease_until) where state in ('waiting', 'running');
create index tasks_user on tasks (tenant_id, user_id, created_at);
call isolate_by_tenant('tasks', 'kaoban_app');

-- The runner learns which tasks are due, and takes each under its own tenant.
create policy due_for_runner on tasks for select to kaoban_gate using (state in ('waiting', 'running'));
grant select (tenant_id, task_id, kind, state, lease_until) on tasks to kaoban_gate;

-- Sealed results, one part a step; erased when read.
create table task_secrets (
  tenant_id uuid not null,
  task_id uuid not null,
  part integer not null,
  sealed bytea not null,
  primary key (tenant_id, task_id, part),
  foreign key (tenant_id, task_id) references tasks (tenant_id, task_id) on delete cascade
);
call isolate_by_tenant('task_secrets', 'kaoban_app');
