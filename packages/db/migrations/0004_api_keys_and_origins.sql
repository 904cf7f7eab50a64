-- API keys that people make and revoke, and the origins that asked for a widget without being allowed.

CREATE TABLE "refused_origins" (
	"workspace_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"seen_count" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "refused_origins_pkey" PRIMARY KEY("workspace_id","origin"),
	CONSTRAINT "refused_origins_origin" CHECK (length("refused_origins"."origin") between 1 and 300),
	CONSTRAINT "refused_origins_seen" CHECK ("refused_origins"."seen_count" > 0 and "refused_origins"."first_seen_at" <= "refused_origins"."last_seen_at")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "hint" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by_id" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by_name" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "revoked_by_id" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "revoked_by_name" text;--> statement-breakpoint
ALTER TABLE "refused_origins" ADD CONSTRAINT "refused_origins_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_name" CHECK (length("api_keys"."name") between 1 and 100);--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_hint" CHECK (length("api_keys"."hint") = 4);--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_revoked_by" CHECK ("api_keys"."revoked_by_name" is null or "api_keys"."revoked_at" is not null);--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_origins_end" CHECK (cardinality("workspaces"."allowed_origins") <= 20);
--> statement-breakpoint
alter table refused_origins enable row level security;
--> statement-breakpoint
alter table refused_origins force row level security;
--> statement-breakpoint
create policy tenant on refused_origins
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
  with check (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
--> statement-breakpoint
grant select, insert, update, delete on refused_origins to boon_app;
--> statement-breakpoint
-- What a key may do, and whose it is, is said once: the runtime notes its use and its end, nothing else.
revoke update on api_keys from boon_app;
--> statement-breakpoint
grant update (last_used_at, revoked_at, revoked_by_id, revoked_by_name) on api_keys to boon_app;
--> statement-breakpoint
-- Notes when keys were last used, of any workspaces: [{"workspace_id", "id", "at"}]. A time that is later already stays.
-- Rows are locked in one order, so batches cannot deadlock; what is lost with the machine is a time, so no disk is waited for.
create function touch_api_keys(uses jsonb) returns void language plpgsql as $$
declare w uuid;
begin
  perform set_config('synchronous_commit', 'off', true);
  for w in select distinct u.workspace_id from jsonb_to_recordset(uses) as u(workspace_id uuid) order by 1 loop
    perform set_config('app.workspace_id', w::text, true);
    with latest as (
      select u.id, max(u.at) as used_at
      from jsonb_to_recordset(uses) as u(workspace_id uuid, id uuid, at timestamptz)
      where u.workspace_id = w group by u.id
    ), held as (
      select k.id, l.used_at from api_keys k join latest l on l.id = k.id
      where k.workspace_id = w and (k.last_used_at is null or k.last_used_at < l.used_at)
      order by k.id for no key update of k
    )
    update api_keys k set last_used_at = greatest(k.last_used_at, held.used_at)
    from held where k.workspace_id = w and k.id = held.id;
  end loop;
end $$;
--> statement-breakpoint
-- Notes that an origin asked and was refused. At most `most` are kept a workspace: what was not seen for a month goes first,
-- then what was seen least, so that a stranger's invented origins do not push out the site that asks every minute.
create function note_refused_origin(w uuid, seen text, seen_at timestamptz, most integer) returns void language plpgsql as $$
begin
  perform set_config('app.workspace_id', w::text, true);
  perform set_config('synchronous_commit', 'off', true);
  update refused_origins set seen_count = seen_count + 1,
    first_seen_at = least(first_seen_at, seen_at), last_seen_at = greatest(last_seen_at, seen_at)
  where workspace_id = w and origin = seen;
  -- One that was allowed a moment ago is no news.
  if found or exists (select from workspaces where id = w and seen = any (allowed_origins)) then return; end if;

  -- Newcomers of a workspace come one by one, or each would see room for itself.
  perform pg_advisory_xact_lock(hashtextextended('refused_origins ' || w, 0));
  insert into refused_origins as known (workspace_id, origin, first_seen_at, last_seen_at)
  values (w, seen, seen_at, seen_at)
  on conflict on constraint refused_origins_pkey do update set seen_count = known.seen_count + 1,
    first_seen_at = least(known.first_seen_at, seen_at), last_seen_at = greatest(known.last_seen_at, seen_at);
  delete from refused_origins where workspace_id = w and origin in (
    select r.origin from refused_origins r where r.workspace_id = w and r.origin <> seen
    order by r.last_seen_at < seen_at - interval '30 days', r.seen_count desc, r.last_seen_at desc, r.origin
    offset most - 1);
end $$;
