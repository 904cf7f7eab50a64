CREATE TABLE "stored_answers" (
	"workspace_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"attempts" smallint NOT NULL,
	"claimed_until" timestamp with time zone,
	"answer" json,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stored_answers_call" PRIMARY KEY("workspace_id","api_key_id","idempotency_key"),
	CONSTRAINT "stored_answers_key" CHECK (length("stored_answers"."idempotency_key") between 1 and 255),
	CONSTRAINT "stored_answers_fingerprint" CHECK (octet_length("stored_answers"."fingerprint") = 32),
	CONSTRAINT "stored_answers_answered_or_claimed" CHECK (num_nonnulls("stored_answers"."answer", "stored_answers"."claimed_until") = 1)
);
--> statement-breakpoint
ALTER TABLE "stored_answers" ADD CONSTRAINT "stored_answers_api_key" FOREIGN KEY ("workspace_id","api_key_id") REFERENCES "public"."api_keys"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stored_answers_created" ON "stored_answers" USING btree ("created_at");
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
