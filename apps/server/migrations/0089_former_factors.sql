-- What people proved themselves with before an import, for as long as it can be taken back; it goes when they are erased,
-- which a part of the rows of the import did not.
create table former_factors (
  tenant_id uuid not null,
  import_id uuid not null,
  user_id uuid not null,
  -- rows by table; what is sealed or hashed in them stays so
  content jsonb not null,
  primary key (tenant_id, import_id, user_id),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);
-- whoever owns the tables but is no superuser reads them all for a moment
alter table import_rows no force row level security;
alter table users no force row level security;
alter table recycled_users no force row level security;
insert into former_factors (tenant_id, import_id, user_id, content)
  select r.tenant_id, r.import_id, r.user_id, r.undo -> 'factors' from import_rows r
  where jsonb_typeof(r.undo -> 'factors') = 'object'
    and (exists (select 1 from users u where u.tenant_id = r.tenant_id and u.user_id = r.user_id)
      or exists (select 1 from recycled_users b where b.tenant_id = r.tenant_id and b.user_id = r.user_id))
  on conflict do nothing;
update import_rows set undo = undo - 'factors' where undo ? 'factors';
alter table import_rows force row level security;
alter table users force row level security;
alter table recycled_users force row level security;
call isolate_by_tenant('former_factors', 'kaoban_app');
