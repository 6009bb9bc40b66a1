-- Pictures that came with a list, until they are faces of people or their time is over.
create table import_pictures (
  tenant_id uuid not null,
  import_id uuid not null,
  picture integer not null,
  name text not null,
  -- sealed: the file as it came; null once it has been looked at
  bytes bytea,
  -- what was seen in it; null until it has been looked at
  finding jsonb,
  -- sealed: the face that can be registered
  template bytea,
  -- sealed JPEG of head and shoulders; null when the tenant keeps no images
  portrait bytea,
  primary key (tenant_id, import_id, picture),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade
);
call isolate_by_tenant('import_pictures', 'kaoban_app');

alter table import_rows
  add column picture integer,
  -- somebody of the tenant, or of another row, whom the face of the picture resembles
  add column look_alike uuid;

-- Faces and consents as they were before an import gave other ones, for as long as it can be taken back.
create table former_faces (
  tenant_id uuid not null,
  import_id uuid not null,
  user_id uuid not null,
  content jsonb not null,
  -- digest of the sealed template that the import stored: another one by now is not taken away
  given bytea not null,
  primary key (tenant_id, import_id, user_id),
  foreign key (tenant_id, import_id) references imports (tenant_id, import_id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('former_faces', 'kaoban_app');
