-- Failures of people are forgotten after the same days as those of IDs that nobody has; null: not known.
alter table users add column last_failed_at timestamptz;
