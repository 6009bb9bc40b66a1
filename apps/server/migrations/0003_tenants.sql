create table tenants (
  tenant_id uuid not null primary key,
  code text not null,
  name text not null,
  normalised_name text not null,
  -- ja | en: language of mails to people who have not chosen one
  locale text not null default 'ja',
  time_zone text not null default 'Asia/Tokyo',
  state text not null default 'open' check (state in ('open', 'closed')),
  applicant_mail text not null,
  trial_start date not null,
  trial_end date not null,
  opened_at timestamptz not null,
  settings jsonb not null default '{}'
);
call isolate_by_tenant('tenants', 'kaoban_app');
-- The only unique key without tenant_id: the code is how a tenant is found before one is known. A sharded
-- installation keeps this table as a reference table.
create unique index tenants_code on tenants (code);

-- Before sign-in a tenant is found by its code; nothing else of it can be reached in that role.
create policy found_by_code on tenants for select to kaoban_gate using (true);
grant select (tenant_id, code, name, locale, time_zone, state) on tenants to kaoban_gate;

-- The operator sees the list of tenants, and none of their people.
create policy seen_by_operator on tenants for select to kaoban_operator using (true);
create policy changed_by_operator on tenants for update to kaoban_operator using (true);
grant select, update on tenants to kaoban_operator;
