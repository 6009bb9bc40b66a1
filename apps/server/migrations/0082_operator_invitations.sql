-- Beside the one link that a start prints, any number of links with which operators invite others.
alter table operator_setups drop constraint operator_setups_pkey;
alter table operator_setups add column invited boolean not null default false;
alter table operator_setups add primary key (tenant_id, token_hash);
