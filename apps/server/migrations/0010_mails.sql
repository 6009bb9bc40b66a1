-- Mails of the product: queued in the transaction that causes them, sent afterwards.
create table mails (
  tenant_id uuid not null,
  mail_id uuid not null,
  template text not null,
  -- whom it is for, when that is a person of the tenant; kept apart because the content is sealed
  user_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'bounced', 'failed')),
  attempts integer not null default 0,
  -- while sending: when the sender must be taken for dead
  next_attempt_at timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  failure text,
  -- sealed address, language and values; erased as soon as the mail is sent or given up
  content bytea,
  primary key (tenant_id, mail_id)
);
create index mails_due on mails (next_attempt_at) where state in ('waiting', 'sending');
create index mails_user on mails (tenant_id, user_id, created_at);
call isolate_by_tenant('mails', 'kaoban_app');

-- The sender learns which mails are due, and opens each under its own tenant.
create policy due_for_sender on mails for select to kaoban_gate using (state in ('waiting', 'sending'));
grant select (tenant_id, mail_id, state, next_attempt_at) on mails to kaoban_gate;
