-- As before, for any number of calls: those whose certificate can simply be redeemed are, in this one statement, and the rest is
-- read as read_guarded does. One row a call comes back, in their order.
-- Rows that somebody else holds are not waited for, and all rows are written before any lock on guessing is taken, so that
-- statements cannot deadlock. Of two calls for one certificate or one order the first is served here; the other reads what it did.
-- An id or an idempotency key that is taken undoes all of it; each call is then done by a statement of its own.
drop function redeem_or_read(uuid, jsonb, text[]);--> statement-breakpoint
create function redeem_or_read(w uuid, calls jsonb, guessers text[]) returns setof jsonb language plpgsql
-- A call finds its rows by their keys, also where the tables were small when this was planned.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_material = off as $$
declare
  -- As exact as the domain's clock.
  moment constant timestamptz := date_trunc('milliseconds', clock_timestamp());
  answers jsonb[];
  left_over jsonb[];
  place integer := 0;
  answer jsonb;
begin
  perform set_config('app.workspace_id', w::text, true);

  with n as (
    select * from rows from (jsonb_to_recordset(calls) as (wanted jsonb, key_hash bytea, idempotency_key text, redeem jsonb))
      with ordinality n(wanted, key_hash, idempotency_key, redeem, place)
  ), held as materialized (
    select n.place, n.idempotency_key, n.redeem, (n.wanted ->> 'redemption_id')::uuid as redemption_id, able.*
    from n, lateral (
      select c.id as certificate_id, c.amount_minor, c.currency, c.code_last4, o.id as order_id, o.reference,
        o.version as order_version, k.id as key_id, k.name as key_name, k.scopes
      from certificates c
        join orders o on o.workspace_id = w and o.id = (n.wanted ->> 'order_id')::uuid
        left join api_keys k on k.workspace_id = w and k.key_hash = n.key_hash and k.revoked_at is null
      where c.workspace_id = w
        and c.code_lookup = any (array(select l::bytea from jsonb_array_elements_text(n.wanted -> 'lookups') l))
        and c.status = 'active' and (c.expires_at is null or c.expires_at > moment)
        and o.status = 'open' and (o.expires_at is null or o.expires_at > moment)
        and o.currency = c.currency and c.amount_minor <= o.total_minor - o.applied_minor
        and (n.key_hash is null or 'redeem' = any (k.scopes))
        and (not n.wanted ? 'origin' or exists (select from workspaces s
          where s.id = w and n.wanted ->> 'origin' = any (s.allowed_origins)))
        -- Who has tried wrong codes is counted before anything is looked up.
        and not exists (select from unnest(guessers) g join guess_limits f on f.workspace_id = w
          and f.kind = split_part(g, ' ', 1) and f.subject = split_part(g, ' ', 2))
      for no key update of c, o skip locked) able
    where n.redeem is not null
  ), used as materialized (
    select h.* from held h where not exists (select from held e
      where (e.place, e.certificate_id) < (h.place, h.certificate_id)
        and (e.certificate_id = h.certificate_id or e.order_id = h.order_id))
  ), redeemed as (
    update certificates c set status = 'redeemed', redeemed_at = moment, order_id = u.order_id, version = c.version + 1
    from used u where c.workspace_id = w and c.id = u.certificate_id
  ), paid as (
    update orders o set applied_minor = o.applied_minor + u.amount_minor, version = o.version + 1
    from used u where o.workspace_id = w and o.id = u.order_id
    returning o.id, to_jsonb(o) as changed
  ), applied as (
    insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
    select w, u.redemption_id, u.order_id, u.certificate_id, u.amount_minor, moment from used u
  ), logged as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, actor_id, actor_name, details)
    select w, u.certificate_id, 'redeemed', moment, u.redeem ->> 'actor_kind', u.key_id, u.key_name,
      jsonb_build_object('orderId', u.order_id, 'orderReference', u.reference, 'redemptionId', u.redemption_id,
        'amountMinor', u.amount_minor, 'currency', u.currency)
    from used u order by u.place
  ), moved as (
    insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    select w, u.certificate_id, 'redeem', 'liability', 'revenue', u.amount_minor, u.currency, moment from used u order by u.place
  ), told as materialized (
    select u.*, jsonb_build_object('order', p.changed, 'lines', case
      -- An order that changes for the first time has this one line.
      when u.order_version = 1 then jsonb_build_array(line)
      else (select jsonb_agg(one order by (one ->> 'created_at')::timestamptz, one ->> 'id') from jsonb_array_elements(
        read_state(w, jsonb_build_object('order_id', u.order_id, 'redemptions', true)) -> 'lines' || line) one) end) as answer
    from used u join paid p on p.id = u.order_id,
      lateral jsonb_build_object('id', u.redemption_id, 'order_id', u.order_id, 'certificate_id', u.certificate_id,
        'amount_minor', u.amount_minor, 'created_at', moment, 'reversed_at', null, 'code_last4', u.code_last4) line
  ), kept as (
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    select w, t.key_id, t.idempotency_key, (t.redeem ->> 'fingerprint')::bytea, 1, t.answer
    from told t where t.redeem ? 'fingerprint'
  )
  select array_agg(case when t.place is not null then jsonb_build_object('redeemed', t.answer) || case
      when t.key_id is null then '{}' else jsonb_build_object('key', jsonb_build_object('id', t.key_id, 'workspace_id', w,
        'name', t.key_name, 'scopes', t.scopes)) end end order by e.place)
  into answers
  from jsonb_array_elements(calls) with ordinality e(call, place) left join told t on t.place = e.place;

  select array_agg(e.call order by e.place) into left_over
  from jsonb_array_elements(calls) with ordinality e(call, place) where answers[e.place] is null;
  if left_over is null then
    return query select unnest(answers);
    return;
  end if;

  for answer in select read_guarded(w, to_jsonb(left_over), guessers) loop
    place := array_position(answers, null, place + 1);
    answers[place] := answer;
  end loop;
  return query select unnest(answers);
end $$;
