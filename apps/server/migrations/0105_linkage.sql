-- The external system with which the operator has linked a tenant: one at most.
create table linkage_connectors (
  tenant_id uuid not null primary key,
  -- A: people with pictures; B: members with a picture and a mail address
  kind text not null check (kind in ('persons', 'members')),
  service_name text not null,
  -- base of its SCIM interface
  url text not null,
  -- sealed
  token bytea not null,
  propagate_face_delete boolean not null,
  configured_at timestamptz not null,
  -- who declared to have everybody's consent, to which text; nothing is sent before
  consent_version integer,
  consented_at timestamptz,
  consented_by text,
  consented_by_id uuid,
  -- when a bulk sync was completed; null: one can be started
  synced_at timestamptz
);
call isolate_by_tenant('linkage_connectors', 'kaoban_app');

-- IDs of the people who are linked; nobody need have them yet.
create table linkage_filter (
  tenant_id uuid not null,
  entry_id uuid not null,
  login_id text not null,
  login_id_key text collate "C" not null,
  added_at timestamptz not null,
  -- came with a face and goes with it
  automatic boolean not null,
  primary key (tenant_id, entry_id),
  constraint linkage_filter_once unique (tenant_id, login_id_key)
);
create index linkage_filter_added on linkage_filter (tenant_id, added_at, entry_id);
call isolate_by_tenant('linkage_filter', 'kaoban_app');

-- Runs of the bulk sync.
create table linkage_syncs (
  tenant_id uuid not null,
  sync_id uuid not null,
  task_id uuid not null,
  state text not null check (state in ('running', 'done', 'stopped', 'failed')),
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- when something was last done
  progressed_at timestamptz not null,
  failure text,
  primary key (tenant_id, sync_id)
);
create unique index linkage_syncs_running on linkage_syncs (tenant_id) where state = 'running';
create index linkage_syncs_order on linkage_syncs (tenant_id, started_at desc, sync_id);
call isolate_by_tenant('linkage_syncs', 'kaoban_app');

-- What a run did, ID by ID.
create table linkage_items (
  tenant_id uuid not null,
  item_id uuid not null,
  sync_id uuid not null,
  login_id text not null,
  login_id_key text collate "C" not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  kind text not null check (kind in ('added', 'changed', 'unchanged', 'absent')),
  fault text,
  -- whom it added or changed; people are deleted, items stay
  user_id uuid,
  -- their fields before, for a run that is stopped
  former jsonb,
  -- it gave them a face
  face boolean not null,
  -- somebody new was told of the account, or nobody is to be told
  told boolean not null,
  primary key (tenant_id, item_id),
  foreign key (tenant_id, sync_id) references linkage_syncs (tenant_id, sync_id) on delete cascade
);
create index linkage_items_order on linkage_items (tenant_id, sync_id, started_at, item_id);
create index linkage_items_untold on linkage_items (tenant_id, sync_id, item_id) where not told;
call isolate_by_tenant('linkage_items', 'kaoban_app');

-- Whoever gets a face is linked, and no longer when it goes, unless an administrator had put the ID there.
create function follow_linked_face() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from linkage_filter where tenant_id = old.tenant_id and login_id_key = old.login_id_key and automatic;
  elsif new.face_state = 'none' then
    delete from linkage_filter where tenant_id = new.tenant_id and login_id_key = new.login_id_key and automatic;
  else
    insert into linkage_filter (tenant_id, entry_id, login_id, login_id_key, added_at, automatic)
      select c.tenant_id, gen_random_uuid(), new.login_id, new.login_id_key, coalesce(new.face_since, new.updated_at), true
      from linkage_connectors c where c.tenant_id = new.tenant_id
      on conflict (tenant_id, login_id_key) do nothing;
  end if;
  return null;
end
$$;
create trigger users_face_came after insert on users
  for each row when (new.face_state <> 'none') execute function follow_linked_face();
create trigger users_face_changed after update of face_state on users
  for each row when ((old.face_state = 'none') <> (new.face_state = 'none')) execute function follow_linked_face();
create trigger users_face_gone after delete on users
  for each row when (old.face_state <> 'none') execute function follow_linked_face();
