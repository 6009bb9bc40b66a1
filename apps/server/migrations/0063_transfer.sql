-- Uploaded lists, the plans made of them, and what came of these.
create table imports (
  tenant_id uuid not null,
  import_id uuid not null,
  file_name text not null,
  encoding text not null,
  -- the header row as it stands in the file, for the report
  header_raw text not null,
  state text not null check (state in ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  totals jsonb not null,
  created_by uuid not null,
  created_by_login_id text not null,
  created_at timestamptz not null,
  applied_at timestamptz,
  task_id uuid,
  -- groups that it made; they go with it when it is undone and nobody else joined
  groups_made uuid[] not null default '{}',
  primary key (tenant_id, import_id)
);
create index imports_order on imports (tenant_id, created_at desc, import_id);
-- One run of a tenant at a time.
create unique index imports_running on imports (tenant_id) where state in ('applying', 'undoing');
call isolate_by_tenant('imports', 'kaoban_app');

create table import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row integer not null,
  -- physical line of the file
  line integer not null,
  login_id text not null,
  login_id_key text collate "C" not null,
  action text not null default 'none' check (action in ('add', 'change', 'delete', 'none', 'refused')),
  state text not null default 'planned' check (state in ('planned', 'done', 'failed', 'undone')),
  user_id uuid,
  -- version of the person that the plan was made for; another one by now is not overwritten
  base_version integer,
  -- sealed: what the row asks for, passwords included, and the row as it stands in the file
  record bytea not null,
  has_password boolean not null default false,
  differences jsonb not null default '[]',
  faults jsonb not null default '[]',
  -- what it takes to undo the row, and the version that it left
  undo jsonb,
  primary key (tenant_id, import_id, row),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);
create index import_rows_work on import_rows (tenant_id, import_id, state, row);
call isolate_by_tenant('import_rows', 'kaoban_app');
