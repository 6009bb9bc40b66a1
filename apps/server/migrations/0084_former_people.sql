-- People as they were before an import changed them, for as long as it can be taken back. The database writes and reads
-- them by itself: as a part of the rows they went to the server and back with each.
create table former_people (
  tenant_id uuid not null,
  import_id uuid not null,
  user_id uuid not null,
  -- rows by table
  content json not null,
  primary key (tenant_id, import_id, user_id),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);
-- whoever owns the tables but is no superuser reads them all for a moment
alter table import_rows no force row level security;
insert into former_people (tenant_id, import_id, user_id, content)
  select tenant_id, import_id, user_id, undo -> 'snapshot' from import_rows
  where user_id is not null and jsonb_typeof(undo -> 'snapshot') = 'object'
  on conflict do nothing;
update import_rows set undo = undo - 'snapshot' where undo ? 'snapshot';
alter table import_rows force row level security;
call isolate_by_tenant('former_people', 'kaoban_app');

-- Each row is written three times: uploaded, planned, done. What was uploaded stays where it is meanwhile, and the rest
-- has room to change in its page without a new entry in any index.
alter table import_rows alter column record set storage external;
alter table import_rows set (toast_tuple_target = 128, fillfactor = 40);
drop index import_rows_work;
