-- Who changed the record last, for whoever is refused because of it; null where that is not known.
alter table users add column updated_by text;
