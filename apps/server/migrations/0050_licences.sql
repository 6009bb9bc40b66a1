-- What a tenant may use, and until when. Days are calendar days of the tenant's time zone; both ends belong to the term.
create table licences (
  tenant_id uuid not null,
  licence_id uuid not null,
  kind text not null check (kind in ('trial', 'subscription', 'pack')),
  -- 型番; empty for the trial
  model text not null default '',
  ids integer not null check (ids > 0),
  -- term of a pack; null for the others
  months integer,
  starts_on date not null,
  -- null: until the operator ends it
  ends_on date,
  issued_at timestamptz not null,
  primary key (tenant_id, licence_id)
);
create unique index licences_trial on licences (tenant_id) where kind = 'trial';

-- Tenants opened before licences were kept: the trial that they were promised. The owner of the tables is under
-- row-level security as well, unless it is a superuser.
alter table tenants no force row level security;
insert into licences (tenant_id, licence_id, kind, ids, starts_on, ends_on, issued_at)
  select tenant_id, gen_random_uuid(), 'trial', 100, trial_start, trial_end, opened_at from tenants;
alter table tenants force row level security;
call isolate_by_tenant('licences', 'kaoban_app');

-- Notices of a coming end that were mailed: each once.
create table licence_notices (
  tenant_id uuid not null,
  licence_id uuid not null,
  -- days before the end
  step integer not null,
  mailed_at timestamptz not null,
  primary key (tenant_id, licence_id, step),
  foreign key (tenant_id, licence_id) references licences (tenant_id, licence_id) on delete cascade
);
call isolate_by_tenant('licence_notices', 'kaoban_app');

-- A time without any licence, from its announcement to the next licence.
create table licence_lapses (
  tenant_id uuid not null,
  -- the licence that ended last
  licence_id uuid not null,
  ended_on date not null,
  announced_on date not null,
  -- when suspended faces are erased; null: they were erased at once
  erase_on date,
  tenant_deletion_on date not null,
  primary key (tenant_id, licence_id),
  foreign key (tenant_id, licence_id) references licences (tenant_id, licence_id) on delete cascade
);
call isolate_by_tenant('licence_lapses', 'kaoban_app');
