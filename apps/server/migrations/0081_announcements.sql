-- What the operator tells the people of all tenants; rows of the house.
create table announcements (
  tenant_id uuid not null,
  announcement_id uuid not null,
  category text not null check (category in ('maintenance', 'release', 'incident', 'other')),
  title_ja text not null,
  title_en text not null,
  body_ja text not null,
  body_en text not null,
  -- shown from here, until then where there is an end
  shown_from timestamptz not null,
  shown_until timestamptz,
  before_sign_in boolean not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, announcement_id),
  check (shown_until > shown_from)
);
call isolate_by_tenant('announcements', 'kaoban_operator');
grant select on announcements to kaoban_app;

-- Which of them a person has read, and when: one that was changed since is unread again.
create table announcement_reads (
  tenant_id uuid not null,
  user_id uuid not null,
  announcement_id uuid not null,
  read_at timestamptz not null,
  primary key (tenant_id, user_id, announcement_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('announcement_reads', 'kaoban_app');

-- Those that are shown at a time, for the requests of every tenant, which come back to their own tenant.
create function announcements_shown(at timestamptz) returns setof announcements language plpgsql as $$
declare
  former text := current_setting('app.tenant', true);
begin
  perform set_config('app.tenant', '00000000-0000-0000-0000-000000000000', true);
  return query select * from announcements a where a.shown_from <= at and (a.shown_until is null or a.shown_until > at);
  perform set_config('app.tenant', coalesce(former, ''), true);
end
$$;
