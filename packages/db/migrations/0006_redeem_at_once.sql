-- Reads as read_guarded does for one call, unless the certificate can simply be redeemed: then it is, in this same statement.
-- The call has, besides what read_guarded wants of it, `redeem`: `actor_kind`, and the `fingerprint` of a call that has an
-- idempotency key. The answer is then `redeemed`, the order and its lines as they are now, which are also what is kept for a repeat.
-- What speaks for redeeming is core's `refusalToRedeem` in SQL, and what is written is its `redeem`: a test compares them, fact
-- by fact. Whatever speaks against it is not named here: nothing is written, the state is read, and core decides.
-- An id or an idempotency key that is taken undoes all of it; the call is then read and decided the ordinary way.
create function redeem_or_read(w uuid, call jsonb, guessers text[]) returns setof jsonb language plpgsql as $$
declare
  wanted constant jsonb := call -> 'wanted';
  attempt constant jsonb := call -> 'redeem';
  redemption_id constant uuid := wanted ->> 'redemption_id';
  -- As exact as the domain's clock.
  moment constant timestamptz := date_trunc('milliseconds', clock_timestamp());
  used record;
  paid orders;
  lines jsonb;
  redeemed jsonb;
begin
  perform set_config('app.workspace_id', w::text, true);

  if wanted ? 'origin' and not exists (select from workspaces
      where id = w and wanted ->> 'origin' = any (allowed_origins)) then
    return query select read_guarded(w, jsonb_build_array(call), guessers);
    return;
  end if;

  -- Rows that somebody else holds are not waited for, so nothing here can deadlock or be stale.
  select c.id, c.amount_minor, c.currency, c.code_last4, o.id as order_id, o.version as order_version,
    k.id as key_id, k.name as key_name, k.scopes
  into used
  from certificates c
    join orders o on o.workspace_id = w and o.id = (wanted ->> 'order_id')::uuid
    left join api_keys k on k.workspace_id = w and k.key_hash = (call ->> 'key_hash')::bytea and k.revoked_at is null
  where c.workspace_id = w
    and c.code_lookup = any (array(select l::bytea from jsonb_array_elements_text(wanted -> 'lookups') l))
    and c.status = 'active' and (c.expires_at is null or c.expires_at > moment)
    and o.status = 'open' and (o.expires_at is null or o.expires_at > moment)
    and o.currency = c.currency and c.amount_minor <= o.total_minor - o.applied_minor
    and (not call ? 'key_hash' or 'redeem' = any (k.scopes))
    -- Who has tried wrong codes is counted before anything is looked up.
    and not exists (select from unnest(guessers) g join guess_limits l on l.workspace_id = w
      and l.kind = split_part(g, ' ', 1) and l.subject = split_part(g, ' ', 2))
  for no key update of c, o skip locked;
  if not found then
    return query select read_guarded(w, jsonb_build_array(call), guessers);
    return;
  end if;

  update certificates set status = 'redeemed', redeemed_at = moment, order_id = used.order_id, version = version + 1
  where workspace_id = w and id = used.id;

  update orders set applied_minor = applied_minor + used.amount_minor, version = version + 1
  where workspace_id = w and id = used.order_id
  returning * into paid;

  insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
  values (w, redemption_id, paid.id, used.id, used.amount_minor, moment);

  insert into activities (workspace_id, certificate_id, type, at, actor_kind, actor_id, actor_name, details)
  values (w, used.id, 'redeemed', moment, attempt ->> 'actor_kind', used.key_id, used.key_name,
    jsonb_build_object('orderId', paid.id, 'orderReference', paid.reference, 'redemptionId', redemption_id,
      'amountMinor', used.amount_minor, 'currency', used.currency));

  insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
  values (w, used.id, 'redeem', 'liability', 'revenue', used.amount_minor, used.currency, moment);

  -- An order that changes for the first time has this one line.
  if used.order_version = 1 then
    lines := jsonb_build_array(jsonb_build_object('id', redemption_id, 'order_id', paid.id, 'certificate_id', used.id,
      'amount_minor', used.amount_minor, 'created_at', moment, 'reversed_at', null, 'code_last4', used.code_last4));
  else
    lines := read_state(w, jsonb_build_object('order_id', paid.id, 'redemptions', true)) -> 'lines';
  end if;
  redeemed := jsonb_build_object('order', to_jsonb(paid), 'lines', lines);

  if attempt ? 'fingerprint' then
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    values (w, used.key_id, call ->> 'idempotency_key', (attempt ->> 'fingerprint')::bytea, 1, redeemed);
  end if;

  return next jsonb_build_object('redeemed', redeemed, 'key', jsonb_build_object('id', used.key_id, 'workspace_id', w,
    'name', used.key_name, 'scopes', used.scopes));
end $$;
