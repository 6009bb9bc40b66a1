-- A look at everybody takes entries apart column by column: what people are filtered by stands in one index, columns of
-- fixed width first, and what they are searched by in another.
drop index users_registered;
create index users_registered on users (tenant_id, registered_at desc, user_id)
  include (system_administrator, group_administrator, disabled, password_initial, app_login_allowed, pause_allowed,
    group_count, account_count, face_state, app_login_method, app_login_failure, locked_until, face_since, valid_from,
    valid_until);
create index users_texts on users (tenant_id, registered_at desc, user_id) include (search_text);

-- Nobody else has the same ID, so its own index is an order.
drop index users_login_id_order;
alter table users drop constraint users_login_id,
  add constraint users_login_id unique (tenant_id, login_id_key) include (user_id);

-- How many people a tenant has is the sum over its rows. Every statement that brings or takes people adds what it changed
-- and joins to it the rows that nobody else is changing: no writer waits for another, and mostly there is one row.
create table people_counts (
  tenant_id uuid not null,
  count_id uuid not null,
  people integer not null,
  primary key (tenant_id, count_id)
);
call isolate_by_tenant('people_counts', 'kaoban_app');

create function follow_people() returns trigger language plpgsql as $$
begin
  with changed as (
    select tenant_id, (case when tg_op = 'INSERT' then 1 else -1 end * count(*))::integer as people
    from touched group by tenant_id
  ), idle as (
    select c.tenant_id, c.count_id from people_counts c join changed using (tenant_id) for update of c skip locked
  ), joined as (
    delete from people_counts c using idle i where c.tenant_id = i.tenant_id and c.count_id = i.count_id
    returning c.tenant_id, c.people
  )
  insert into people_counts (tenant_id, count_id, people)
  select tenant_id, gen_random_uuid(), people + coalesce((select sum(j.people) from joined j where j.tenant_id = changed.tenant_id), 0)
  from changed;
  return null;
end
$$;
create trigger people_added after insert on users
  referencing new table as touched for each statement execute function follow_people();
create trigger people_gone after delete on users
  referencing old table as touched for each statement execute function follow_people();

-- Whoever migrates owns the tables but need not see every tenant's rows.
alter table users no force row level security;
alter table people_counts no force row level security;
insert into people_counts (tenant_id, count_id, people)
  select tenant_id, gen_random_uuid(), count(*) from users group by tenant_id;
alter table people_counts force row level security;
alter table users force row level security;
