-- The operator's word over face.retainImages: while it is true the tenant keeps no pictures, whatever its settings say.
alter table tenants add column images_forbidden boolean not null default false;
