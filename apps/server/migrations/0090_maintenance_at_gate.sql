-- Whoever is found by the code of their tenant is told about maintenance in the same statement.
grant select (tenant_id, name, value) on service_settings to kaoban_gate;
