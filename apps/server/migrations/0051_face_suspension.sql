-- A suspended face stays sealed and is not compared with; on that day it is erased. Null: in use.
alter table faces add column suspended_until date;
create index faces_suspended on faces (tenant_id, suspended_until) where suspended_until is not null;
