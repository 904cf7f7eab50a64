-- What the tables alone cannot refuse: rewriting the log, reading another tenant's rows, writing a certificate by halves.

-- The log and the books are append-only, for every role.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'BN002';
end $$;
--> statement-breakpoint
create trigger activities_append_only before update or delete or truncate on activities
  for each statement execute function refuse_rewriting();
--> statement-breakpoint
create trigger transfers_append_only before update or delete or truncate on transfers
  for each statement execute function refuse_rewriting();
--> statement-breakpoint
-- Room on each page keeps the update of a redemption on it (HOT): no index entry is written.
alter table certificates set (fillfactor = 80);
--> statement-breakpoint
alter table orders set (fillfactor = 80);
--> statement-breakpoint
alter table members add constraint members_workspace foreign key (workspace_id) references workspaces (id);
--> statement-breakpoint
-- The closed list of facts, the same as the domain's.
alter table activities add constraint activities_type check (type in ('created', 'purchased', 'purchased_from_portal',
  'activated_from_portal', 'activated', 'sent', 'send_failed', 'redeemed', 'redemption_reversed', 'voided', 'reactivated',
  'expired', 'extended', 'reissued', 'refunded', 'recipient_changed', 'code_revealed'));
--> statement-breakpoint
-- A tenant's rows are visible to its own statements only; with no tenant set, no row is.
do $$
declare t text;
begin
  foreach t in array array['segments', 'api_keys', 'certificate_counters', 'orders', 'certificates', 'redemptions',
    'payments', 'activities', 'transfers', 'deliveries'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($policy$create policy tenant on %I
      using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
      with check (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))$policy$, t);
  end loop;
end $$;
--> statement-breakpoint
-- A workspace is found by its slug before the tenant is known; only its own statements change it.
alter table workspaces enable row level security;
--> statement-breakpoint
alter table workspaces force row level security;
--> statement-breakpoint
create policy readable on workspaces for select using (true);
--> statement-breakpoint
create policy tenant on workspaces
  using (id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
--> statement-breakpoint
-- Who holds a key may find it, before the tenant is known.
create policy holder on api_keys for select to boon_app
  using (key_hash = (select decode(nullif(current_setting('app.key_hash', true), ''), 'hex')));
--> statement-breakpoint
alter table outbox enable row level security;
--> statement-breakpoint
alter table outbox force row level security;
--> statement-breakpoint
create policy tenant on outbox to boon_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
  with check (workspace_id is null or workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
--> statement-breakpoint
create policy every_tenant on outbox to boon_worker using (true) with check (true);
--> statement-breakpoint
-- The worker looks for what is due across tenants; it changes nothing there, decisions are recorded as the app.
create policy due on certificates for select to boon_worker using (true);
--> statement-breakpoint
create policy due on orders for select to boon_worker using (true);
--> statement-breakpoint
-- Gives the certificate its public number. One row a workspace, locked for the length of the statement.
create function next_certificate_number(w uuid, created timestamptz) returns text language plpgsql as $$
declare n integer;
begin
  update certificate_counters set last_number = last_number + 1 where workspace_id = w returning last_number into n;
  return 'GC-' || to_char(created at time zone 'UTC', 'YYYY') || '-' || lpad(n::text, 6, '0');
end $$;
--> statement-breakpoint
-- Records one decision: rows guarded by the version they were decided from, their log, their transfers, their messages,
-- all or nothing. False means that someone else was first and nothing was written; the same met half-way raises BN001.
-- Locks are taken in one order, certificates by id and then the order, so decisions cannot deadlock.
create function record_decision(d jsonb) returns boolean language plpgsql as $$
declare
  w constant uuid := d ->> 'workspace_id';
  item jsonb;
  c certificates;
  o orders;
  untouched boolean := true;
begin
  perform set_config('app.workspace_id', w::text, true);

  for item in select value from jsonb_array_elements(d -> 'certificates') order by value ->> 'id' loop
    c := jsonb_populate_record(null::certificates, item);
    c.workspace_id := w;
    if item ->> 'expected_version' is null then
      c.number := next_certificate_number(w, c.created_at);
      c.version := 1;
      insert into certificates select c.*;
    else
      update certificates set
        status = c.status, recipient_name = c.recipient_name, recipient_email = c.recipient_email,
        purchaser_name = c.purchaser_name, purchaser_email = c.purchaser_email,
        code_lookup = c.code_lookup, code_lookup_key_version = c.code_lookup_key_version,
        code_ciphertext = c.code_ciphertext, code_last4 = c.code_last4,
        payment_method = c.payment_method, payment_reference = c.payment_reference,
        valid_through = c.valid_through, time_zone = c.time_zone, expires_at = c.expires_at,
        activated_at = c.activated_at, redeemed_at = c.redeemed_at, order_id = c.order_id,
        voided_at = c.voided_at, void_reason = c.void_reason,
        refund_requested_at = c.refund_requested_at, refunded_at = c.refunded_at, version = version + 1
      where workspace_id = w and id = c.id and version = (item ->> 'expected_version')::integer;
      if not found then
        if untouched then return false; end if;
        raise exception 'stale decision' using errcode = 'BN001';
      end if;
    end if;
    untouched := false;
  end loop;

  item := d -> 'order';
  if jsonb_typeof(item) = 'object' then
    o := jsonb_populate_record(null::orders, item);
    o.workspace_id := w;
    if item ->> 'expected_version' is null then
      o.version := 1;
      insert into orders select o.*;
    else
      update orders set
        status = o.status, total_minor = o.total_minor, applied_minor = o.applied_minor, expires_at = o.expires_at,
        closed_at = o.closed_at, version = version + 1
      where workspace_id = w and id = o.id and version = (item ->> 'expected_version')::integer;
      if not found then
        if untouched then return false; end if;
        raise exception 'stale decision' using errcode = 'BN001';
      end if;
    end if;
  end if;

  for item in select value from jsonb_array_elements(d -> 'redemptions') loop
    if item ->> 'change' = 'insert' then
      insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
      select w, r.id, r.order_id, r.certificate_id, r.amount_minor, r.created_at
      from jsonb_populate_record(null::redemptions, item) r;
    else
      update redemptions set reversed_at = (item ->> 'reversed_at')::timestamptz
      where workspace_id = w and id = (item ->> 'id')::uuid and reversed_at is null;
      if not found then raise exception 'stale decision' using errcode = 'BN001'; end if;
    end if;
  end loop;

  if jsonb_array_length(d -> 'payments') > 0 then
    insert into payments (workspace_id, id, certificate_id, status, amount_minor, currency, reference, created_at, closed_at)
    select w, p.id, p.certificate_id, p.status, p.amount_minor, p.currency, p.reference, p.created_at, p.closed_at
    from jsonb_populate_recordset(null::payments, d -> 'payments') p
    on conflict (workspace_id, id) do update
      set status = excluded.status, reference = excluded.reference, closed_at = excluded.closed_at;
  end if;

  insert into activities (workspace_id, certificate_id, type, at, actor_kind, actor_id, actor_name, details)
  select w, a.certificate_id, a.type, a.at, a.actor_kind, a.actor_id, a.actor_name, a.details
  from rows from (jsonb_to_recordset(d -> 'activities')
    as (certificate_id uuid, type text, at timestamptz, actor_kind text, actor_id text, actor_name text, details jsonb))
    with ordinality a(certificate_id, type, at, actor_kind, actor_id, actor_name, details, position)
  order by position;

  if jsonb_array_length(d -> 'transfers') > 0 then
    insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    select w, t.certificate_id, t.kind, t.from_account, t.to_account, t.amount_minor, t.currency, t.at
    from rows from (jsonb_to_recordset(d -> 'transfers')
      as (certificate_id uuid, kind text, from_account text, to_account text, amount_minor bigint, currency text, at timestamptz))
      with ordinality t(certificate_id, kind, from_account, to_account, amount_minor, currency, at, position)
    order by position;
  end if;

  if jsonb_array_length(d -> 'messages') > 0 then
    -- The same wish again, named by whoever makes it, is the same row.
    insert into outbox (workspace_id, kind, payload, dedupe_key, run_at)
    select w, m.kind, m.payload, m.dedupe_key, m.run_at
    from jsonb_to_recordset(d -> 'messages') as m(kind text, payload jsonb, dedupe_key text, run_at timestamptz)
    on conflict (dedupe_key) do nothing;
  end if;

  return true;
end $$;
--> statement-breakpoint
-- Reads, in one statement, one snapshot and for one tenant, what a decision needs: the rows named in `wanted`, the clock.
create function read_state(w uuid, wanted jsonb) returns jsonb language plpgsql stable as $$
declare
  c certificates;
  o orders;
  r redemptions;
  p payments;
  lines jsonb := '[]';
  live jsonb := '[]';
begin
  perform set_config('app.workspace_id', w::text, true);

  if wanted ? 'order_id' then
    select * into o from orders where workspace_id = w and id = (wanted ->> 'order_id')::uuid;
  elsif wanted ? 'order_reference' then
    select * into o from orders where workspace_id = w and reference = wanted ->> 'order_reference';
  end if;

  if wanted ? 'redemption_id' then
    select * into r from redemptions where workspace_id = w and id = (wanted ->> 'redemption_id')::uuid;
  end if;

  if wanted ? 'certificate_id' then
    select * into c from certificates where workspace_id = w and id = (wanted ->> 'certificate_id')::uuid;
  elsif wanted ? 'lookups' then
    select * into c from certificates
    where workspace_id = w and code_lookup = any (array(select l::bytea from jsonb_array_elements_text(wanted -> 'lookups') l));
  elsif r.id is not null then
    select * into c from certificates where workspace_id = w and id = r.certificate_id;
  end if;

  if wanted ? 'payment_id' then
    select * into p from payments where workspace_id = w and id = (wanted ->> 'payment_id')::uuid;
  elsif wanted ? 'latest_payment' and c.id is not null then
    select * into p from payments where workspace_id = w and certificate_id = c.id order by created_at desc limit 1;
  end if;

  if wanted ? 'redemptions' and o.id is not null then
    select coalesce(jsonb_agg(to_jsonb(l) || jsonb_build_object('code_last4', lc.code_last4) order by l.created_at, l.id), '[]')
    into lines
    from redemptions l join certificates lc on lc.workspace_id = l.workspace_id and lc.id = l.certificate_id
    where l.workspace_id = w and l.order_id = o.id;
  end if;

  if wanted ? 'live_certificates' and o.id is not null then
    select coalesce(jsonb_agg(to_jsonb(lc)), '[]') into live
    from redemptions l join certificates lc on lc.workspace_id = l.workspace_id and lc.id = l.certificate_id
    where l.workspace_id = w and l.order_id = o.id and l.reversed_at is null;
  end if;

  return jsonb_build_object(
    'now', clock_timestamp(),
    'certificate', case when c.id is not null then to_jsonb(c) end,
    'order', case when o.id is not null then to_jsonb(o) end,
    'redemption', case when r.id is not null then to_jsonb(r) end,
    'payment', case when p.id is not null then to_jsonb(p) end,
    'lines', lines,
    'live_certificates', live);
end $$;
--> statement-breakpoint
create function find_api_key(hash bytea) returns api_keys language plpgsql as $$
declare k api_keys;
begin
  perform set_config('app.key_hash', encode(hash, 'hex'), true);
  select * into k from api_keys where key_hash = hash and revoked_at is null;
  return k;
end $$;
--> statement-breakpoint
-- Where a certificate's row, its log, its transfers and its redemptions tell different stories. Empty, always.
create view ledger_differences with (security_invoker = true) as
with logged as (
  select distinct on (workspace_id, certificate_id) workspace_id, certificate_id,
    case type when 'created' then 'pending' when 'activated' then 'active' when 'activated_from_portal' then 'active'
      when 'reactivated' then coalesce(details ->> 'status', 'active') when 'extended' then 'active' when 'redemption_reversed' then 'active'
      else type end as status
  from activities
  where type in ('created', 'activated', 'activated_from_portal', 'redeemed', 'redemption_reversed', 'voided',
    'reactivated', 'expired', 'extended')
  order by workspace_id, certificate_id, sequence desc
), balances as (
  select t.workspace_id, t.certificate_id,
    sum(case when to_account = 'liability' then amount_minor when from_account = 'liability' then -amount_minor else 0 end) as liability,
    sum(case when to_account = 'revenue' then amount_minor when from_account = 'revenue' then -amount_minor else 0 end) as revenue,
    sum(case when to_account = 'breakage' then amount_minor when from_account = 'breakage' then -amount_minor else 0 end) as breakage,
    sum(case when to_account = 'cancelled' then amount_minor when from_account = 'cancelled' then -amount_minor else 0 end) as cancelled,
    min(t.currency) as currency_first, max(t.currency) as currency_last
  from transfers t group by t.workspace_id, t.certificate_id
), live as (
  select workspace_id, certificate_id, order_id, amount_minor from redemptions where reversed_at is null
)
select c.workspace_id, c.id as certificate_id, c.number,
  case
    when l.status is distinct from c.status then format('status is %s, its log says %s', c.status, l.status)
    when coalesce(b.liability, 0) <> case when c.status = 'active' then c.amount_minor else 0 end then 'liability does not match the status'
    when coalesce(b.revenue, 0) <> case when c.status = 'redeemed' then c.amount_minor else 0 end then 'revenue does not match the status'
    when coalesce(b.breakage, 0) <> case when c.status = 'expired' then c.amount_minor else 0 end then 'breakage does not match the status'
    when coalesce(b.cancelled, 0) <> case when c.status = 'voided' and c.activated_at is not null and c.refunded_at is null then c.amount_minor else 0 end
      then 'what was cancelled does not match the status'
    when b.currency_first <> c.currency or b.currency_last <> c.currency then 'its transfers are in another currency'
    else 'its redemption does not match the status'
  end as problem
from certificates c
left join logged l on l.workspace_id = c.workspace_id and l.certificate_id = c.id
left join balances b on b.workspace_id = c.workspace_id and b.certificate_id = c.id
left join live r on r.workspace_id = c.workspace_id and r.certificate_id = c.id
where l.status is distinct from c.status
  or coalesce(b.liability, 0) <> case when c.status = 'active' then c.amount_minor else 0 end
  or coalesce(b.revenue, 0) <> case when c.status = 'redeemed' then c.amount_minor else 0 end
  or coalesce(b.breakage, 0) <> case when c.status = 'expired' then c.amount_minor else 0 end
  or coalesce(b.cancelled, 0) <> case when c.status = 'voided' and c.activated_at is not null and c.refunded_at is null then c.amount_minor else 0 end
  or b.currency_first <> c.currency or b.currency_last <> c.currency
  or (c.status = 'redeemed') <> (r.certificate_id is not null)
  or (r.certificate_id is not null and (r.order_id <> c.order_id or r.amount_minor <> c.amount_minor))
union all
select o.workspace_id, null, o.reference, 'the order''s applied amount is not the sum of its live redemptions'
from orders o
left join (select workspace_id, order_id, sum(amount_minor) as amount from live group by workspace_id, order_id) r
  on r.workspace_id = o.workspace_id and r.order_id = o.id
where o.applied_minor <> coalesce(r.amount, 0);
--> statement-breakpoint
-- The app: no DDL, no rewriting of the log and the books, no deletion of anything that is money.
grant usage on schema public to boon_app, boon_worker;
--> statement-breakpoint
grant select on all tables in schema public to boon_app;
--> statement-breakpoint
grant insert, update on workspaces, segments, api_keys, certificate_counters, orders, certificates, redemptions, payments,
  deliveries, inbound_events to boon_app;
--> statement-breakpoint
grant insert on activities, transfers, outbox to boon_app;
--> statement-breakpoint
grant insert, update, delete on users, accounts, sessions, verifications, members, sign_in_limits, sign_in_links to boon_app;
--> statement-breakpoint
grant select, insert, update, delete on outbox to boon_worker;
--> statement-breakpoint
grant select on workspaces, certificates, orders to boon_worker;
--> statement-breakpoint
grant select, update on inbound_events to boon_worker;
--> statement-breakpoint
alter table stored_answers enable row level security;
--> statement-breakpoint
alter table stored_answers force row level security;
--> statement-breakpoint
create policy tenant on stored_answers to boon_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
  with check (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
--> statement-breakpoint
create policy every_tenant on stored_answers to boon_worker using (true);
--> statement-breakpoint
grant select, insert, update, delete on stored_answers to boon_app;
--> statement-breakpoint
grant select, delete on stored_answers to boon_worker;
--> statement-breakpoint
-- The API key and what it was answered under this idempotency key before, in one round trip.
create function find_call(hash bytea, key text)
returns table (id uuid, workspace_id uuid, name text, scopes text[], fingerprint bytea, attempts smallint, answer json)
language plpgsql as $$
declare k api_keys;
begin
  k := find_api_key(hash);
  if k.id is null then return; end if;
  perform set_config('app.workspace_id', k.workspace_id::text, true);
  return query
    select k.id, k.workspace_id, k.name, k.scopes, s.fingerprint, s.attempts, s.answer
    from (select 1) as one left join stored_answers s
      on s.workspace_id = k.workspace_id and s.api_key_id = k.id and s.idempotency_key = key;
end $$;
--> statement-breakpoint
-- Takes the key for one call that must not run twice at once: new, or left behind by a call that never answered. Gives the
-- row as it is then; `taken` says whether the caller holds it.
create function claim_answer(w uuid, a uuid, key text, print bytea, lease interval)
returns table (taken boolean, fingerprint bytea, attempts smallint, answer json)
language plpgsql as $$
declare s stored_answers;
begin
  perform set_config('app.workspace_id', w::text, true);
  -- Again when the row that was in the way is gone before it could be read.
  loop
    insert into stored_answers as existing (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, claimed_until)
    values (w, a, key, print, 1, clock_timestamp() + lease)
    on conflict on constraint stored_answers_call do update
      set attempts = existing.attempts + 1, claimed_until = excluded.claimed_until
      where existing.answer is null and existing.claimed_until <= clock_timestamp()
        and existing.fingerprint = excluded.fingerprint
    returning * into s;
    taken := found;
    exit when taken;
    select * into s from stored_answers t where t.workspace_id = w and t.api_key_id = a and t.idempotency_key = key;
    exit when found;
  end loop;
  return query select taken, s.fingerprint, s.attempts, s.answer;
end $$;
--> statement-breakpoint
-- Keeps the answer of a call unless one is kept already, and gives the one that is kept. It may be lost with the machine,
-- so the commit waits for no disk: a repeat then finds the fact by the id that was made from its key.
create function store_answer(w uuid, a uuid, key text, print bytea, given json)
returns table (taken boolean, fingerprint bytea, attempts smallint, answer json)
language plpgsql as $$
declare s stored_answers;
begin
  perform set_config('app.workspace_id', w::text, true);
  perform set_config('synchronous_commit', 'off', true);
  loop
    insert into stored_answers as existing (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    values (w, a, key, print, 1, given)
    on conflict on constraint stored_answers_call do update
      set answer = excluded.answer, claimed_until = null
      where existing.answer is null and existing.fingerprint = excluded.fingerprint
    returning * into s;
    taken := found;
    exit when taken;
    select * into s from stored_answers t where t.workspace_id = w and t.api_key_id = a and t.idempotency_key = key;
    exit when found;
  end loop;
  return query select taken, s.fingerprint, s.attempts, s.answer;
end $$;
--> statement-breakpoint
-- Gives a claimed key back: forgotten when nothing happened, else open to a repeat, which then knows of this attempt.
create function release_answer(w uuid, a uuid, key text, forget boolean) returns void language plpgsql as $$
begin
  perform set_config('app.workspace_id', w::text, true);
  if forget then
    delete from stored_answers
    where workspace_id = w and api_key_id = a and idempotency_key = key and answer is null and attempts = 1;
  end if;
  update stored_answers set claimed_until = clock_timestamp()
  where workspace_id = w and api_key_id = a and idempotency_key = key and answer is null;
end $$;
