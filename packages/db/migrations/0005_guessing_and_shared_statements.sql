-- Limits on guessing codes, and statements that several requests share.

CREATE TABLE "guess_limits" (
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"drained_at" timestamp with time zone NOT NULL,
	"wrong" integer NOT NULL,
	"refused" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "guess_limits_pkey" PRIMARY KEY("workspace_id","kind","subject"),
	CONSTRAINT "guess_limits_kind" CHECK ("guess_limits"."kind" in ('order', 'address', 'api_key', 'workspace', 'installation')),
	CONSTRAINT "guess_limits_subject" CHECK (length("guess_limits"."subject") <= 64)
);
--> statement-breakpoint
-- Counts of wrong codes need not survive the machine, and a bot shall not cost it the disk.
alter table guess_limits set unlogged;
--> statement-breakpoint
alter table guess_limits set (fillfactor = 70);
--> statement-breakpoint
alter table guess_limits enable row level security;
--> statement-breakpoint
alter table guess_limits force row level security;
--> statement-breakpoint
-- The row of the whole installation, under the workspace of zeros, is every tenant's.
create policy tenant on guess_limits to boon_app
  using ((select nullif(current_setting('app.workspace_id', true), '')::uuid)
    in (workspace_id, case when kind = 'installation' then (select nullif(current_setting('app.workspace_id', true), '')::uuid) end))
  with check ((select nullif(current_setting('app.workspace_id', true), '')::uuid)
    in (workspace_id, case when kind = 'installation' then (select nullif(current_setting('app.workspace_id', true), '')::uuid) end));
--> statement-breakpoint
create policy every_tenant on guess_limits to boon_worker using (true);
--> statement-breakpoint
grant select, insert, update on guess_limits to boon_app;
--> statement-breakpoint
grant select, update, delete on guess_limits to boon_worker;
--> statement-breakpoint
-- Whether an origin may show the workspace's widget is told with the rows, in the same statement.
create or replace function read_state(w uuid, wanted jsonb) returns jsonb language plpgsql stable as $$
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
    'live_certificates', live,
    'origin_allowed', case when wanted ? 'origin' then
      (select wanted ->> 'origin' = any (allowed_origins) from workspaces where id = w) end);
end $$;
--> statement-breakpoint
-- Counts one attempt with a code against its buckets: `wrong_codes` is 1 for one that was looked up and is not known here, 0
-- for one that was turned away unseen. An attack that paused for an hour is over, and the next one counts from nothing.
create function count_guess(w uuid, buckets jsonb, wrong_codes integer) returns void language sql as $$
  insert into guess_limits as known (workspace_id, kind, subject, drained_at, wrong, refused, first_at, last_at)
  select case b.kind when 'installation' then '00000000-0000-0000-0000-000000000000' else w end, b.kind, b.subject,
    clock_timestamp() + wrong_codes * make_interval(secs => b.refill_seconds), wrong_codes, 1 - wrong_codes,
    clock_timestamp(), clock_timestamp()
  from rows from (jsonb_to_recordset(buckets) as (kind text, subject text, refill_seconds double precision))
    with ordinality b(kind, subject, refill_seconds, place)
  order by b.place
  on conflict on constraint guess_limits_pkey do update set
    drained_at = greatest(known.drained_at, clock_timestamp()) + (excluded.drained_at - excluded.first_at),
    wrong = excluded.wrong + case when known.last_at < clock_timestamp() - interval '1 hour' then 0 else known.wrong end,
    refused = excluded.refused + case when known.last_at < clock_timestamp() - interval '1 hour' then 0 else known.refused end,
    first_at = case when known.last_at < clock_timestamp() - interval '1 hour' then excluded.first_at else known.first_at end,
    last_at = excluded.last_at
$$;
--> statement-breakpoint
-- Reads for one workspace as read_state does, for several callers at once, each guarded by the limits on guessing.
-- A call: `wanted`; `buckets` (none: not guarded), each with `kind`, `subject`, `refill_seconds`, `wrong_max`, and
-- `wrong_max_under_attack`; `key_hash` and `idempotency_key` of a caller who is still to be identified.
-- `guessers`: kind and subject of each order, address and key among those buckets, once.
-- An answer: `key` and `known` of that caller; `state`, or `wait_seconds` when the caller has tried too much and was told
-- nothing: the code was not looked up.
-- Attempts on one order, or of one address, come one by one: each sees what the one before it was charged. The workspace's own
-- bucket never refuses anybody. While it is full, those who have tried wrong codes already may try fewer.
create function read_guarded(w uuid, calls jsonb, guessers text[]) returns setof jsonb language plpgsql as $$
declare
  call jsonb;
  buckets jsonb;
  caller record;
  answer jsonb;
  state jsonb;
  wait double precision;
  under_attack boolean;
  counted boolean;
begin
  perform set_config('app.workspace_id', w::text, true);

  -- All locks of all callers in one order, so that statements cannot deadlock.
  perform pg_advisory_xact_lock(place) from (
    select distinct hashtextextended(concat_ws(' ', 'guess', w, g), 0) as place
    from unnest(guessers) g where g not like 'api_key %' order by 1) locks;

  -- Nearly always nobody here has tried a wrong code, and there is nothing to look up for each of them.
  counted := exists (select from unnest(guessers) g join guess_limits l on l.workspace_id = w
    and l.kind = split_part(g, ' ', 1) and l.subject = split_part(g, ' ', 2));

  for call in select value from jsonb_array_elements(calls) loop
    answer := '{}';
    buckets := coalesce(call -> 'buckets', '[]');
    if call ? 'key_hash' then
      select * into caller from find_call((call ->> 'key_hash')::bytea, call ->> 'idempotency_key');
      if caller.id is null then
        return next answer;
        continue;
      end if;
      answer := jsonb_build_object('key', jsonb_build_object('id', caller.id, 'workspace_id', caller.workspace_id,
        'name', caller.name, 'scopes', caller.scopes));
      if caller.fingerprint is not null then
        answer := answer || jsonb_build_object('known', jsonb_build_object('fingerprint', caller.fingerprint,
          'attempts', caller.attempts, 'answer', caller.answer::text));
      end if;
      -- Whose call is answered already, or who may not redeem, is not served from here.
      if caller.workspace_id <> w or caller.answer is not null or not 'redeem' = any (caller.scopes) then
        perform set_config('app.workspace_id', w::text, true);
        return next answer;
        continue;
      end if;
    end if;

    -- A page that may not show the widget learns that, and is charged for nothing.
    if call -> 'wanted' ? 'origin' and not exists (select from workspaces
        where id = w and call -> 'wanted' ->> 'origin' = any (allowed_origins)) then
      return next answer || jsonb_build_object('state',
        read_state(w, jsonb_build_object('origin', call -> 'wanted' -> 'origin')));
      continue;
    end if;

    wait := null;
    -- A repeat of what was redeemed already is no guess.
    if counted and buckets <> '[]' and not exists (select from redemptions
        where workspace_id = w and id = (call -> 'wanted' ->> 'redemption_id')::uuid) then
      select coalesce(bool_or(l.drained_at > clock_timestamp()
          + make_interval(secs => ((b ->> 'wrong_max')::integer - 1) * (b ->> 'refill_seconds')::double precision)), false)
      into under_attack
      from jsonb_array_elements(buckets) b join guess_limits l on l.kind = b ->> 'kind' and l.subject = b ->> 'subject'
        and l.workspace_id = case l.kind when 'installation' then '00000000-0000-0000-0000-000000000000' else w end
      where b ->> 'kind' in ('workspace', 'installation');
      select max(extract(epoch from l.drained_at - clock_timestamp())
        - ((case when under_attack then b ->> 'wrong_max_under_attack' else b ->> 'wrong_max' end)::integer - 1)
          * (b ->> 'refill_seconds')::double precision)
      into wait
      from jsonb_array_elements(buckets) b join guess_limits l on l.workspace_id = w and l.kind = b ->> 'kind'
        and l.subject = b ->> 'subject'
      where b ->> 'kind' not in ('workspace', 'installation');
    end if;

    if wait > 0 then
      perform count_guess(w, buckets, 0);
      answer := answer || jsonb_build_object('wait_seconds', wait);
    else
      state := read_state(w, call -> 'wanted');
      if buckets <> '[]' and coalesce(state -> 'certificate' ->> 'status' in ('pending', 'voided'), true)
          and coalesce(jsonb_typeof(state -> 'redemption'), 'null') = 'null' then
        perform count_guess(w, buckets, 1);
        counted := true;
      end if;
      answer := answer || jsonb_build_object('state', state);
    end if;
    return next answer;
  end loop;
end $$;
--> statement-breakpoint
-- As before, and with it the answer that the caller is given, so that a repeat finds the fact and the answer or neither.
create or replace function record_decision(d jsonb) returns boolean language plpgsql as $$
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

  item := d -> 'kept_answer';
  if jsonb_typeof(item) = 'object' then
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    values (w, (item ->> 'api_key_id')::uuid, item ->> 'idempotency_key', (item ->> 'fingerprint')::bytea, 1,
      (item ->> 'answer')::json);
  end if;

  return true;
end $$;
--> statement-breakpoint
-- Records several redemptions and reversals of one workspace, each all or nothing, as record_decision records one: those that
-- change one certificate and its order, which stays open, and tell nobody. An entry has what such a decision changes and no more.
-- False means stale, for that one alone. Rows are locked first, all certificates by id and then all orders by id, and what is
-- stale is known before anything of it is written. Any error undoes all of them: they are then recorded one by one.
create function record_redemptions(w uuid, entries jsonb) returns setof boolean language plpgsql as $$
begin
  perform set_config('app.workspace_id', w::text, true);

  perform from certificates c where c.workspace_id = w
    and c.id = any (array(select (e ->> 'certificate_id')::uuid from jsonb_array_elements(entries) e))
  order by c.id for no key update;
  perform from orders o where o.workspace_id = w
    and o.id = any (array(select (e ->> 'order_id')::uuid from jsonb_array_elements(entries) e))
  order by o.id for no key update;

  return query
  with n as materialized (
    select * from rows from (jsonb_to_recordset(entries) as (certificate_id uuid, certificate_version integer, status text,
      redeemed_at timestamptz, redeemed_order_id uuid, order_id uuid, order_version integer, applied_minor bigint, change text,
      redemption_id uuid, amount_minor bigint, at timestamptz, activities jsonb, transfers jsonb, kept_answer jsonb))
      with ordinality n(certificate_id, certificate_version, status, redeemed_at, redeemed_order_id, order_id, order_version,
        applied_minor, change, redemption_id, amount_minor, at, activities, transfers, kept_answer, place)
  ), fresh as materialized (
    select n.* from n where exists (select from certificates c
        where c.workspace_id = w and c.id = n.certificate_id and c.version = n.certificate_version)
      and exists (select from orders o where o.workspace_id = w and o.id = n.order_id and o.version = n.order_version)
      and (n.change = 'insert' or exists (select from redemptions r
        where r.workspace_id = w and r.id = n.redemption_id and r.reversed_at is null))
  ), c as (
    update certificates c set status = f.status, redeemed_at = f.redeemed_at, order_id = f.redeemed_order_id,
      version = c.version + 1
    from fresh f where c.workspace_id = w and c.id = f.certificate_id
  ), o as (
    update orders o set applied_minor = f.applied_minor, version = o.version + 1
    from fresh f where o.workspace_id = w and o.id = f.order_id
  ), redeemed as (
    insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
    select w, f.redemption_id, f.order_id, f.certificate_id, f.amount_minor, f.at from fresh f where f.change = 'insert'
  ), reversed as (
    update redemptions r set reversed_at = f.at
    from fresh f where f.change = 'reverse' and r.workspace_id = w and r.id = f.redemption_id
  ), logged as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, actor_id, actor_name, details)
    select w, a.certificate_id, a.type, a.at, a.actor_kind, a.actor_id, a.actor_name, a.details
    from fresh f, rows from (jsonb_to_recordset(f.activities)
        as (certificate_id uuid, type text, at timestamptz, actor_kind text, actor_id text, actor_name text, details jsonb))
      with ordinality a(certificate_id, type, at, actor_kind, actor_id, actor_name, details, position)
    order by f.place, a.position
  ), moved as (
    insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    select w, t.certificate_id, t.kind, t.from_account, t.to_account, t.amount_minor, t.currency, t.at
    from fresh f, rows from (jsonb_to_recordset(f.transfers)
        as (certificate_id uuid, kind text, from_account text, to_account text, amount_minor bigint, currency text, at timestamptz))
      with ordinality t(certificate_id, kind, from_account, to_account, amount_minor, currency, at, position)
    order by f.place, t.position
  ), kept as (
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    select w, k.api_key_id, k.idempotency_key, k.fingerprint, 1, k.answer::json
    from fresh f, jsonb_to_record(f.kept_answer) as k(api_key_id uuid, idempotency_key text, fingerprint bytea, answer text)
    where jsonb_typeof(f.kept_answer) = 'object'
  )
  select f.place is not null from n left join fresh f on f.place = n.place order by n.place;
end $$;
