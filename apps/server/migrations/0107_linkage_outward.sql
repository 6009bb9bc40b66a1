-- What has changed here and is to be passed on: of each person the newest change, sent as they are by then.
create table linkage_outbox (
  tenant_id uuid not null,
  login_id_key text collate "C" not null,
  login_id text not null,
  -- put: there, with a face; unface: the face is gone; remove: the person is gone
  act text not null check (act in ('put', 'unface', 'remove')),
  -- when, as far as the row that changed tells
  changed_at timestamptz,
  -- rises with every change: what was sent meanwhile is not taken for the newest
  change integer not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'failed')),
  attempts integer not null default 0,
  tried_at timestamptz,
  -- null: at once
  next_attempt_at timestamptz,
  fault text,
  primary key (tenant_id, login_id_key)
);
create index linkage_outbox_faults on linkage_outbox (tenant_id, login_id_key) where fault is not null;
call isolate_by_tenant('linkage_outbox', 'kaoban_app');

-- `app.linkage` says in a transaction that what it changes came from outside, or concerns nobody there.
create procedure queue_linked(tenant uuid, id text, id_key text, what text, at timestamptz) language plpgsql as $$
begin
  if coalesce(current_setting('app.linkage', true), '') <> '' then
    return;
  end if;
  insert into linkage_outbox (tenant_id, login_id_key, login_id, act, changed_at)
    select c.tenant_id, id_key, id, what, at from linkage_connectors c
    where c.tenant_id = tenant and (what <> 'unface' or c.propagate_face_delete)
    on conflict (tenant_id, login_id_key) do update set act = excluded.act, changed_at = excluded.changed_at,
      change = linkage_outbox.change + 1, state = 'waiting', attempts = 0, tried_at = null, next_attempt_at = null,
      fault = null;
end
$$;

create function follow_linked_person() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    call queue_linked(old.tenant_id, old.login_id, old.login_id_key, 'remove', null);
  else
    call queue_linked(new.tenant_id, new.login_id, new.login_id_key, 'put', new.updated_at);
  end if;
  return null;
end
$$;
create trigger users_linked_changed after update on users
  for each row when (new.face_state <> 'none' and (old.family_name, old.middle_name, old.given_name, old.mail)
    is distinct from (new.family_name, new.middle_name, new.given_name, new.mail))
  execute function follow_linked_person();
create trigger users_linked_gone after delete on users
  for each row when (old.face_state <> 'none') execute function follow_linked_person();

create function follow_linked_picture() returns trigger language plpgsql as $$
declare
  face record;
  person record;
begin
  face := case when tg_op = 'DELETE' then old else new end;
  if not exists (select from linkage_connectors c where c.tenant_id = face.tenant_id
      and (face.kind = 'display' or c.kind = 'persons')) then
    return null;
  end if;
  -- Whoever is deleted is gone already.
  select login_id, login_id_key, face_state into person from users
    where tenant_id = face.tenant_id and user_id = face.user_id;
  if not found then
    return null;
  end if;
  if tg_op <> 'DELETE' then
    call queue_linked(face.tenant_id, person.login_id, person.login_id_key, 'put', face.updated_at);
  elsif face.kind = 'display' then
    call queue_linked(face.tenant_id, person.login_id, person.login_id_key, 'unface', null);
  elsif exists (select from faces f where f.tenant_id = face.tenant_id and f.user_id = face.user_id
      and f.kind = 'display') then
    call queue_linked(face.tenant_id, person.login_id, person.login_id_key, 'put', null);
  end if;
  return null;
end
$$;
create trigger faces_linked_came after insert on faces for each row execute function follow_linked_picture();
-- Neither a confirmation, nor a template for another model, nor a picture that is no longer kept.
create trigger faces_linked_changed after update on faces
  for each row when ((old.image is distinct from new.image and new.image is not null)
    or (old.template is distinct from new.template and old.model_id = new.model_id))
  execute function follow_linked_picture();
create trigger faces_linked_gone after delete on faces for each row execute function follow_linked_picture();
