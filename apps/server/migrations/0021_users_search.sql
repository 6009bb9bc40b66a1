-- How texts are compared when people are searched: width and compatibility forms (ﾊﾝｶｸ, Ａ, ㈱) and case are the same,
-- different characters (高/髙, 崎/﨑, 吉/𠮷) are not.
create function search_form(content text) returns text language sql immutable parallel safe as
  $$ select lower(normalize(content, nfkc)) $$;

-- Codes compare by code point on every database, whatever its collation is.
alter table users
  alter column login_id_key type text collate "C",
  alter column mail_key type text collate "C",
  alter column family_name type text collate "C",
  alter column middle_name type text collate "C",
  alter column given_name type text collate "C",
  -- ID, name without spaces, mail address: one line each; short enough for an index entry, for a single ligature may
  -- stand for eighteen characters
  add column search_text text collate "C" generated always as (
    login_id_key || e'\n' || left(replace(search_form(family_name || middle_name || given_name), ' ', ''), 300)
      || e'\n' || coalesce(mail_key, '')) stored,
  -- follows faces of kind display, so that lists and counts need no join
  add column face_state text not null default 'none' check (face_state in ('none', 'provisional', 'registered')),
  add column face_since timestamptz;

-- Searches and counts read this one index alone: all that people are filtered by rides along, in the default order.
drop index users_registered;
create index users_registered on users (tenant_id, registered_at desc, user_id)
  include (search_text, face_state, face_since, locked_until, password_initial, system_administrator,
    app_login_allowed, app_login_method, app_login_failure, pause_allowed);

-- An order for each of the columns with many values; ends with the id, so that pages never overlap.
create index users_login_id_order on users (tenant_id, login_id_key, user_id);
create index users_mail_order on users (tenant_id, mail_key, user_id);
create index users_name_order on users (tenant_id, family_name, middle_name, given_name, user_id);
create index users_administrators on users (tenant_id, user_id) where system_administrator;

create function follow_display_face() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.kind = 'display' then
      update users set face_state = 'none', face_since = null where tenant_id = old.tenant_id and user_id = old.user_id;
    end if;
    return old;
  end if;
  if new.kind = 'display' then
    update users set face_state = new.state, face_since = new.updated_at
      where tenant_id = new.tenant_id and user_id = new.user_id;
  end if;
  return new;
end
$$;
create trigger faces_followed after insert or update or delete on faces
  for each row execute function follow_display_face();
