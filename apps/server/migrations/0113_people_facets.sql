-- A look at everybody takes each index entry apart, column by column: what people are filtered by became fifteen of
-- them. So what has a handful of values is one number (`facet` of users-search.store.ts tells its bits).
alter table users add column facets integer not null generated always as (
  system_administrator::int
    | (group_administrator::int << 1)
    | (disabled::int << 2)
    | (password_initial::int << 3)
    | (app_login_allowed::int << 4)
    | (pause_allowed::int << 5)
    | ((group_count > 0)::int << 6)
    | ((account_count > 0)::int << 7)
    | ((case face_state when 'registered' then 2 when 'provisional' then 1 else 0 end) << 8)
    | ((case app_login_method when 'none' then 2 when 'face-and-password' then 1 else 0 end) << 10)
    | ((app_login_failure = 'login-screen')::int << 12)) stored;

-- Each order carries all that people are filtered and searched by: a page is read from its index alone until it is full,
-- and a count from any of them. Nothing is looked up in the table, and nothing is sorted.
drop index users_registered, users_texts, users_name_order, users_mail_order;
create index users_registered on users (tenant_id, registered_at desc, user_id)
  include (facets, locked_until, face_since, valid_from, valid_until, search_text);
create index users_name_order on users (tenant_id, family_name, middle_name, given_name, user_id)
  include (facets, locked_until, face_since, valid_from, valid_until, search_text);
create index users_mail_order on users (tenant_id, mail_key, user_id)
  include (facets, locked_until, face_since, valid_from, valid_until, search_text);
alter table users drop constraint users_login_id,
  add constraint users_login_id unique (tenant_id, login_id_key)
    include (user_id, facets, locked_until, face_since, valid_from, valid_until, search_text);

-- What `search_text` is like when a word occurs in it; twice as quick as its position.
create function search_pattern(word text) returns text language sql immutable parallel safe as $$
  select '%' || regexp_replace(replace(search_form(word), ' ', ''), '([\\%_])', '\\\1', 'g') || '%'
$$;

-- Lists read indexes alone, which works for what the last cleaning found at rest: it comes after a fiftieth has changed
-- instead of a fifth.
alter table users set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
