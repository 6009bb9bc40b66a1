-- What a row meant in the plan before this one: {action, differences}; null where that was the same, or there was none.
alter table import_rows
  add column former jsonb;
