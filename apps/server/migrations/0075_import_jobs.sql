-- Imports wait for their turn; a trial run ends without being applied.
alter table imports
  drop constraint imports_state_check,
  add constraint imports_state_check check (state in
    ('uploading', 'planning', 'planned', 'queued', 'applying', 'applied', 'undoing', 'undone', 'checked', 'discarded'));
-- Those that one group sees on its page.
create index imports_group on imports (tenant_id, (options ->> 'groupId'), created_at desc) where options ? 'groupId';

-- What the row said it is, for a report that outlives the sealed row.
alter table import_rows
  add column mode text not null default '';

alter table sessions
  -- when the person proved anew who they are; null: not since it was opened
  add column proven_at timestamptz;
