-- What goes wrong, from when the operator recorded it; rows of the house.
create table incidents (
  tenant_id uuid not null,
  incident_id uuid not null,
  confirmed_at timestamptz not null,
  recorded_by text not null,
  -- when administrators were first written to
  mailed_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, incident_id)
);
call isolate_by_tenant('incidents', 'kaoban_operator');
create unique index incidents_open on incidents (tenant_id) where ended_at is null;

-- Mails of the operator to the system administrators of all tenants; rows of the house. They go from tenant to tenant
-- in the order of the ids: everybody up to `last_tenant` has theirs in the queue.
create table notices (
  tenant_id uuid not null,
  notice_id uuid not null,
  kind text not null check (kind in ('maintenance', 'emergency', 'release-planned', 'release-done')),
  content jsonb not null,
  written_by text not null,
  created_at timestamptz not null,
  last_tenant uuid,
  tenants_done integer not null default 0,
  tenants integer not null,
  mails integer not null default 0,
  finished_at timestamptz,
  primary key (tenant_id, notice_id)
);
call isolate_by_tenant('notices', 'kaoban_operator');
create index notices_unfinished on notices (tenant_id, created_at) where finished_at is null;
