create table faces (
  tenant_id uuid not null,
  user_id uuid not null,
  -- 表示画像: what authentication is based on; 学習画像: follows the face over the years
  kind text not null check (kind in ('display', 'learned')),
  -- 仮登録 | 本登録 [NFM-FAC-007]
  state text not null check (state in ('provisional', 'registered')),
  model_id text not null,
  -- sealed; null while a provisional image waits for its template
  template bytea,
  -- sealed JPEG; null when the tenant keeps no images [NFM-FAC-004]
  image bytea,
  -- of the picture, 0..1
  quality real not null,
  registered_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, user_id, kind),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
create index faces_state on faces (tenant_id, kind, state);
call isolate_by_tenant('faces', 'kaoban_app');
