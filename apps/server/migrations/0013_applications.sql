-- The operator's own data stand under the house tenant.
create table tenant_applications (
  tenant_id uuid not null,
  application_id uuid not null,
  tenant_name text not null,
  -- without legal form, spaces and case: to see that two names are one company
  normalised_name text not null,
  family_name text not null,
  middle_name text not null,
  given_name text not null,
  mail text not null,
  mail_key text not null,
  mail_domain text not null,
  locale text not null check (locale in ('ja', 'en')),
  state text not null check (state in ('waiting', 'opened', 'rejected', 'released')),
  -- the tenant that came of it
  opened_tenant_id uuid,
  applied_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text not null default '',
  primary key (tenant_id, application_id)
);
-- An address applies once, until the operator releases it.
create unique index tenant_applications_mail on tenant_applications (tenant_id, mail_key) where state <> 'released';
create index tenant_applications_domain on tenant_applications (tenant_id, mail_domain);
create index tenant_applications_name on tenant_applications (tenant_id, normalised_name);
create index tenant_applications_applied on tenant_applications (tenant_id, applied_at desc);
call isolate_by_tenant('tenant_applications', 'kaoban_app, kaoban_operator');

-- Settings of the whole service.
create table service_settings (
  tenant_id uuid not null,
  name text not null,
  value jsonb not null,
  primary key (tenant_id, name)
);
call isolate_by_tenant('service_settings', 'kaoban_app, kaoban_operator');
