-- As before, but an API key's bucket takes turns as those of orders and addresses do: two statements that each had charged one
-- key and then waited for the workspace's bucket could wait for each other. And only a redemption of that very code on that
-- very order is a repeat: the id of another one, which a page may choose, made wrong codes free.
create or replace function read_guarded(w uuid, calls jsonb, guessers text[]) returns setof jsonb language plpgsql as $$
declare
  call jsonb;
  buckets jsonb;
  caller record;
  answer jsonb;
  state jsonb;
  wait double precision;
  under_attack boolean;
  counted boolean;
  over boolean;
  repeated boolean;
begin
  perform set_config('app.workspace_id', w::text, true);

  -- All locks of all callers in one order, so that statements cannot deadlock.
  perform pg_advisory_xact_lock(place) from (
    select distinct hashtextextended(concat_ws(' ', 'guess', w, g), 0) as place
    from unnest(guessers) g order by 1) locks;

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
    repeated := false;
    if buckets <> '[]' and call -> 'wanted' ? 'redemption_id' then
      repeated := exists (select from redemptions r join certificates c on c.workspace_id = w and c.id = r.certificate_id
        where r.workspace_id = w and r.id = (call -> 'wanted' ->> 'redemption_id')::uuid
          and r.order_id = (call -> 'wanted' ->> 'order_id')::uuid
          and c.code_lookup = any (array(select l::bytea from jsonb_array_elements_text(call -> 'wanted' -> 'lookups') l)));
    end if;
    if counted and buckets <> '[]' and not repeated then
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
      over := call -> 'wanted' ? 'order_id' and coalesce(state -> 'order' ->> 'status' <> 'open'
        or (state -> 'order' ->> 'expires_at')::timestamptz <= clock_timestamp(), state ->> 'order' is null);
      if buckets <> '[]' and not over and coalesce(state -> 'certificate' ->> 'status' in ('pending', 'voided'), true)
          and not repeated then
        perform count_guess(w, buckets, 1);
        counted := true;
      end if;
      answer := answer || jsonb_build_object('state', state);
    end if;
    return next answer;
  end loop;
end $$;
--> statement-breakpoint
alter function read_guarded(uuid, jsonb, text[]) set plan_cache_mode = force_generic_plan;
