alter table linkage_connectors
  -- up to when changes outside are known, by the clock there
  add column fetched_to timestamptz,
  -- when the external system was last asked for changes, and why it gave no answer
  add column fetched_at timestamptz,
  add column fetch_fault text;

-- Put there by hand and not looked up since: somebody of kind B is taken over from then on.
alter table linkage_filter add column fresh boolean not null default false;
create index linkage_filter_fresh on linkage_filter (tenant_id, login_id_key) where fresh;

-- How people of the external system were when they were last seen there.
create table linkage_people (
  tenant_id uuid not null,
  login_id_key text collate "C" not null,
  -- id of the resource
  external_id text not null,
  modified_at timestamptz,
  -- SHA-256 of the picture that counts; null: there was none
  face bytea,
  primary key (tenant_id, login_id_key)
);
call isolate_by_tenant('linkage_people', 'kaoban_app');
