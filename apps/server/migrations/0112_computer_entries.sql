-- Entries of the authentication log that a computer has sent: each counts once, however often it comes.
create table computer_entries (
  tenant_id uuid not null,
  computer_id uuid not null,
  entry_id uuid not null,
  received_at timestamptz not null,
  primary key (tenant_id, computer_id, entry_id),
  foreign key (tenant_id, computer_id) references computers (tenant_id, computer_id) on delete cascade
);
call isolate_by_tenant('computer_entries', 'kaoban_app');
