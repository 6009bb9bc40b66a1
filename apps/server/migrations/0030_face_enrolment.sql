-- Consent to the use of one's face, by version of the text; withdrawn ones stay as evidence.
create table consents (
  tenant_id uuid not null,
  consent_id uuid not null,
  user_id uuid not null,
  text_version integer not null,
  locale text not null,
  given_at timestamptz not null,
  -- the person, or the administrator who holds the person's consent
  given_by uuid not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, consent_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
create index consents_user on consents (tenant_id, user_id, given_at desc);
call isolate_by_tenant('consents', 'kaoban_app');

-- Asked movements that wait for their frames. Taking one deletes it, so that nothing can be answered twice.
create table face_challenges (
  tenant_id uuid not null,
  challenge_id uuid not null,
  purpose text not null check (purpose in ('enrolment', 'sign-in')),
  nonce_hash bytea not null,
  motions text not null,
  user_id uuid,
  terminal_id uuid,
  -- the ID as typed at a terminal, whether or not somebody has it
  login_id text,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, challenge_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
create index face_challenges_end on face_challenges (tenant_id, expires_at);
call isolate_by_tenant('face_challenges', 'kaoban_app');

-- First eight bytes of the SHA-256 of every received frame: a frame is never accepted twice.
create table face_frames_seen (
  tenant_id uuid not null,
  digest bytea not null,
  seen_at timestamptz not null,
  primary key (tenant_id, digest)
);
create index face_frames_seen_at on face_frames_seen (tenant_id, seen_at);
call isolate_by_tenant('face_frames_seen', 'kaoban_app');

-- A face between its picture and the person's "yes, use this"; never used for comparison.
create table face_drafts (
  tenant_id uuid not null,
  draft_id uuid not null,
  user_id uuid not null,
  state text not null check (state in ('provisional', 'registered')),
  model_id text not null,
  template bytea not null,
  image bytea not null,
  quality real not null,
  look_alike uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, draft_id),
  constraint face_drafts_user unique (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
);
call isolate_by_tenant('face_drafts', 'kaoban_app');

-- Another person of the tenant whose face is closer than the search threshold: a warning, not a refusal.
alter table faces add column look_alike uuid;
