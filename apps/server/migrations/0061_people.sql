create table groups (
  tenant_id uuid not null,
  group_id uuid not null,
  -- グループID as entered; compared without case by its key, code point by code point
  code text not null,
  code_key text collate "C" not null,
  name text collate "C" not null,
  created_at timestamptz not null,
  -- rises with every change; a form saved over a newer version is refused
  version integer not null default 1,
  primary key (tenant_id, group_id),
  constraint groups_code unique (tenant_id, code_key)
);
create index groups_name_order on groups (tenant_id, name, group_id);
call isolate_by_tenant('groups', 'kaoban_app');

-- グループ#1..#5 of a person; a place without a row is 未設定, a row without a group 異動中.
create table memberships (
  tenant_id uuid not null,
  user_id uuid not null,
  slot smallint not null check (slot between 1 and 5),
  group_id uuid,
  administrator boolean not null default false,
  primary key (tenant_id, user_id, slot),
  constraint memberships_once unique (tenant_id, user_id, group_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, group_id) references groups (tenant_id, group_id)
);
create index memberships_group on memberships (tenant_id, group_id, user_id) include (administrator);
create index memberships_administered on memberships (tenant_id, user_id, group_id) where administrator;
call isolate_by_tenant('memberships', 'kaoban_app');

-- Windows accounts are of their own: several people may share one, and it outlives them for a while.
create table windows_accounts (
  tenant_id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('local', 'domain', 'azure')),
  name text not null,
  name_key text collate "C" not null,
  -- computer or domain
  place text not null,
  place_key text collate "C" not null,
  upn text not null default '',
  -- sealed for the account, not for a person
  password bytea,
  updated_at timestamptz not null,
  -- since when nobody has it, the recycle bin included
  unused_since timestamptz,
  primary key (tenant_id, account_id),
  constraint windows_accounts_identity unique (tenant_id, kind, place_key, name_key)
);
create index windows_accounts_unused on windows_accounts (tenant_id, unused_since) where unused_since is not null;
call isolate_by_tenant('windows_accounts', 'kaoban_app');

create table windows_account_links (
  tenant_id uuid not null,
  user_id uuid not null,
  slot smallint not null check (slot between 1 and 5),
  account_id uuid not null,
  primary key (tenant_id, user_id, slot),
  constraint windows_account_links_once unique (tenant_id, user_id, account_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, account_id) references windows_accounts (tenant_id, account_id)
);
create index windows_account_links_account on windows_account_links (tenant_id, account_id, user_id);
call isolate_by_tenant('windows_account_links', 'kaoban_app');

alter table users
  -- an administrator's lock: holds until an administrator takes it back, at every door
  add column disabled boolean not null default false,
  -- first and last day of validity, in the tenant's zone
  add column valid_from date,
  add column valid_until date,
  -- follow memberships and links, so that lists, roles and counts need no join
  add column group_administrator boolean not null default false,
  add column group_count smallint not null default 0,
  add column account_count smallint not null default 0;

drop index users_registered;
create index users_registered on users (tenant_id, registered_at desc, user_id)
  include (search_text, face_state, face_since, locked_until, password_initial, system_administrator,
    app_login_allowed, app_login_method, app_login_failure, pause_allowed, disabled, valid_from, valid_until,
    group_administrator, group_count, account_count);

-- One statement may touch the places of thousands of people: their counts are made once for each statement.
create function follow_memberships() returns trigger language plpgsql as $$
begin
  update users u set
    group_count = (select count(*) from memberships m
      where m.tenant_id = u.tenant_id and m.user_id = u.user_id and m.group_id is not null),
    group_administrator = exists (select 1 from memberships m
      where m.tenant_id = u.tenant_id and m.user_id = u.user_id and m.administrator)
  from (select distinct tenant_id, user_id from touched) t
  where u.tenant_id = t.tenant_id and u.user_id = t.user_id;
  return null;
end
$$;
create trigger memberships_added after insert on memberships
  referencing new table as touched for each statement execute function follow_memberships();
create trigger memberships_changed after update on memberships
  referencing new table as touched for each statement execute function follow_memberships();
create trigger memberships_gone after delete on memberships
  referencing old table as touched for each statement execute function follow_memberships();

create function follow_account_links() returns trigger language plpgsql as $$
begin
  update users u set account_count = (select count(*) from windows_account_links l
      where l.tenant_id = u.tenant_id and l.user_id = u.user_id)
  from (select distinct tenant_id, user_id from touched) t
  where u.tenant_id = t.tenant_id and u.user_id = t.user_id;
  return null;
end
$$;
create trigger account_links_added after insert on windows_account_links
  referencing new table as touched for each statement execute function follow_account_links();
create trigger account_links_changed after update on windows_account_links
  referencing new table as touched for each statement execute function follow_account_links();
create trigger account_links_gone after delete on windows_account_links
  referencing old table as touched for each statement execute function follow_account_links();

-- The recycle bin: a deleted person leaves every table, so that no query can find them by mistake, and waits here as
-- the rows they were made of. What was sealed stays sealed.
create table recycled_users (
  tenant_id uuid not null,
  user_id uuid not null,
  login_id text not null,
  login_id_key text collate "C" not null,
  family_name text not null,
  middle_name text not null,
  given_name text not null,
  mail text not null,
  face_state text not null,
  account_count smallint not null,
  system_administrator boolean not null,
  group_administrator boolean not null,
  -- groups of the person; null stands for 異動中
  group_ids uuid[] not null,
  account_ids uuid[] not null,
  deleted_at timestamptz not null,
  deleted_by text not null,
  -- people deleted together come back together
  batch_id uuid not null,
  -- table -> rows
  content jsonb not null,
  primary key (tenant_id, user_id)
);
create index recycled_users_order on recycled_users (tenant_id, deleted_at desc, user_id);
create index recycled_users_batch on recycled_users (tenant_id, batch_id);
create index recycled_users_groups on recycled_users using gin (group_ids);
create index recycled_users_accounts on recycled_users using gin (account_ids);
call isolate_by_tenant('recycled_users', 'kaoban_app');
