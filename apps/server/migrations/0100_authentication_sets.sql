-- Who may use an application, and by which factors: of a group, or of everybody whose groups say nothing.
create table authentication_sets (
  tenant_id uuid not null,
  app_id integer not null,
  set_id uuid not null,
  group_id uuid,
  -- lists of numbers of factors, best first; of an empty one nobody gets in
  alternatives jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant_id, app_id, set_id),
  constraint authentication_sets_one unique nulls not distinct (tenant_id, app_id, group_id),
  foreign key (tenant_id, app_id) references registered_apps (tenant_id, app_id) on delete cascade,
  foreign key (tenant_id, group_id) references groups (tenant_id, group_id) on delete cascade
);
create index authentication_sets_group on authentication_sets (tenant_id, group_id);
call isolate_by_tenant('authentication_sets', 'kaoban_app');
