-- rises with every change of the settings; a page saved over newer settings is refused
alter table tenants add column settings_version integer not null default 1;
