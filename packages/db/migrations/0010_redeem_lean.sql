-- The redemptions of an order beside one, as they are now: volatile, so that it has a snapshot of its own, later than that of
-- the statement it is called in.
create function redemptions_beside(w uuid, order_id uuid, redemption_id uuid) returns jsonb language plpgsql volatile as $$
begin
  return (select coalesce(jsonb_agg(line), '[]')
    from jsonb_array_elements(read_state(w, jsonb_build_object('order_id', order_id, 'redemptions', true)) -> 'lines') line
    where line ->> 'id' <> redemption_id::text);
end $$;
--> statement-breakpoint
drop function redeem_or_read(uuid, jsonb, text[]);
--> statement-breakpoint
-- As before, but whoever was applied to the order between this statement's snapshot and its locks is among the lines that are
-- told and kept, and less is done for each call.
-- `wanted`: of each call its `place`, counted from 1, and, when it redeems, `lookups`, `order_id`, `redemption_id`, `origin`,
-- `key_hash`, `idempotency_key`, `actor_kind` and `fingerprint`. `calls`: all of them as read_guarded takes them, read only
-- when one is left over. One row a call comes back, in any order, with its place.
-- Of the calls whose certificate can simply be redeemed, all are in one statement; rows that somebody else holds are not
-- waited for, and all rows are written before any lock on guessing is taken, so that statements cannot deadlock. Of two calls
-- for one certificate or one order the first is served here; the other reads what it did.
-- An id or an idempotency key that is taken undoes all of it; each call is then done by a statement of its own.
create function redeem_or_read(w uuid, wanted jsonb, guessers text[], calls text)
returns table (place bigint, answer jsonb) language plpgsql
-- A call finds its rows by their keys, also where the tables were small when this was planned.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_material = off as $$
declare
  -- Assigned, not performed: that starts no executor.
  tenant constant text := set_config('app.workspace_id', w::text, true);
  -- As exact as the domain's clock.
  moment constant timestamptz := date_trunc('milliseconds', clock_timestamp());
  places bigint[];
  answers jsonb[];
  left_over jsonb;
begin
  with held as materialized (
    select n.place, n.redemption_id, n.idempotency_key, n.actor_kind, n.fingerprint, able.*
    from jsonb_to_recordset(wanted) n(place bigint, lookups bytea[], order_id uuid, redemption_id uuid, origin text,
      key_hash bytea, idempotency_key text, actor_kind text, fingerprint bytea), lateral (
      select c.id as certificate_id, c.amount_minor, c.currency, c.code_last4, o.id as order_id, o.reference,
        k.id as key_id, k.name as key_name, k.scopes
      from certificates c
        join orders o on o.workspace_id = w and o.id = n.order_id
        left join api_keys k on k.workspace_id = w and k.key_hash = n.key_hash and k.revoked_at is null
      where c.workspace_id = w and c.code_lookup = any (n.lookups)
        and c.status = 'active' and (c.expires_at is null or c.expires_at > moment)
        and o.status = 'open' and (o.expires_at is null or o.expires_at > moment)
        and o.currency = c.currency and c.amount_minor <= o.total_minor - o.applied_minor
        and (n.key_hash is null or 'redeem' = any (k.scopes))
        and (n.origin is null or exists (select from workspaces s where s.id = w and n.origin = any (s.allowed_origins)))
        -- An id that is taken is read: to find that out by its violation would undo what others do in this statement.
        and not exists (select from redemptions r where r.workspace_id = w and r.id = n.redemption_id)
        -- Who has tried wrong codes is counted before anything is looked up.
        and not exists (select from unnest(guessers) g join guess_limits f on f.workspace_id = w
          and f.kind = split_part(g, ' ', 1) and f.subject = split_part(g, ' ', 2))
      for no key update of c, o skip locked) able
  ), used as materialized (
    select h.* from held h where not exists (select from held e
      where (e.place, e.certificate_id) < (h.place, h.certificate_id)
        and (e.certificate_id = h.certificate_id or e.order_id = h.order_id))
  ), redeemed as (
    update certificates c set status = 'redeemed', redeemed_at = moment, order_id = u.order_id, version = c.version + 1
    from used u where c.workspace_id = w and c.id = u.certificate_id
  ), paid as (
    update orders o set applied_minor = o.applied_minor + u.amount_minor, version = o.version + 1
    from used u, lateral jsonb_build_object('id', u.redemption_id, 'order_id', u.order_id, 'certificate_id', u.certificate_id,
      'amount_minor', u.amount_minor, 'created_at', moment, 'reversed_at', null, 'code_last4', u.code_last4) line
    where o.workspace_id = w and o.id = u.order_id
    returning u.place, u.key_id, u.key_name, u.scopes, u.idempotency_key, u.fingerprint,
      jsonb_build_object('order', to_jsonb(o), 'lines', case
        -- An order that changes for the first time has this one line.
        when o.version = 2 then jsonb_build_array(line)
        else (select jsonb_agg(one order by (one ->> 'created_at')::timestamptz, one ->> 'id')
          from jsonb_array_elements(redemptions_beside(w, u.order_id, u.redemption_id) || line) one) end) as answer
  ), applied as (
    insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
    select w, u.redemption_id, u.order_id, u.certificate_id, u.amount_minor, moment from used u
  ), logged as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, actor_id, actor_name, details)
    select w, u.certificate_id, 'redeemed', moment, u.actor_kind, u.key_id, u.key_name,
      jsonb_build_object('orderId', u.order_id, 'orderReference', u.reference, 'redemptionId', u.redemption_id,
        'amountMinor', u.amount_minor, 'currency', u.currency)
    from used u
  ), moved as (
    insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    select w, u.certificate_id, 'redeem', 'liability', 'revenue', u.amount_minor, u.currency, moment from used u
  ), kept as (
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    select w, p.key_id, p.idempotency_key, p.fingerprint, 1, p.answer from paid p where p.fingerprint is not null
  )
  select array_agg(p.place), array_agg(jsonb_build_object('redeemed', p.answer) || case when p.key_id is null then '{}'
      else jsonb_build_object('key', jsonb_build_object('id', p.key_id, 'workspace_id', w, 'name', p.key_name,
        'scopes', p.scopes)) end)
  into places, answers
  from paid p;

  for i in 1 .. coalesce(cardinality(places), 0) loop
    place := places[i];
    answer := answers[i];
    return next;
  end loop;
  if cardinality(places) = jsonb_array_length(wanted) then
    return;
  end if;

  select array_agg(e.place order by e.place), jsonb_agg(e.call order by e.place) into places, left_over
  from jsonb_array_elements(calls::jsonb) with ordinality e(call, place)
  where places is null or e.place <> all (places);
  return query select places[r.nth], r.read from read_guarded(w, left_over, guessers) with ordinality r(read, nth);
end $$;
