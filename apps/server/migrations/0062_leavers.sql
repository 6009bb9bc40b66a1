-- People who left: what was taken from them, place by place.
create table departures (
  tenant_id uuid not null,
  user_id uuid not null,
  left_at timestamptz not null,
  left_by text not null,
  -- [{place, revoked, pending}]
  places jsonb not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('departures', 'kaoban_app');
