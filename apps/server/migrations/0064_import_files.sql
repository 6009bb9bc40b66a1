-- An import may be of either product's layout, and of several files.
alter table imports
  add column layout text not null default 'users' check (layout in ('users', 'mfa')),
  -- what was asked for beside the files
  add column options jsonb not null default '{}',
  drop constraint imports_state_check,
  add constraint imports_state_check check (state in
    ('uploading', 'planning', 'planned', 'applying', 'applied', 'undoing', 'undone', 'discarded'));

create table import_files (
  tenant_id uuid not null,
  import_id uuid not null,
  file smallint not null,
  name text not null,
  encoding text not null,
  -- the header row as it stands in the file, for the report
  header_raw text not null,
  sha256 bytea not null,
  -- why nothing of it is imported while its neighbours are; what is worth saying of it
  faults jsonb not null default '[]',
  primary key (tenant_id, import_id, file),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);

-- whoever owns the tables but is no superuser reads them all for a moment
alter table imports no force row level security;
insert into import_files (tenant_id, import_id, file, name, encoding, header_raw, sha256)
  select tenant_id, import_id, 1, file_name, encoding, header_raw, '' from imports;
alter table imports force row level security;
call isolate_by_tenant('import_files', 'kaoban_app');

alter table imports
  drop column encoding,
  drop column header_raw;

alter table import_rows
  add column file smallint not null default 1;
