-- Closed segments and how they are entered, certificate types, and what a certificate was promised when it was sold.

CREATE TABLE "certificate_type_segments" (
	"workspace_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	CONSTRAINT "certificate_type_segments_pkey" PRIMARY KEY("workspace_id","type_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "certificate_types" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"design" text NOT NULL,
	"currency" char(3) NOT NULL,
	"amounts_minor" bigint[],
	"amount_min_minor" bigint,
	"amount_max_minor" bigint,
	"expiry" text NOT NULL,
	"expires_after_days" integer,
	"is_active" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_name" text,
	CONSTRAINT "certificate_types_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "certificate_types_name" CHECK (length("certificate_types"."name") between 1 and 100),
	CONSTRAINT "certificate_types_description" CHECK (length("certificate_types"."description") <= 500),
	CONSTRAINT "certificate_types_design" CHECK ("certificate_types"."design" ~ '^[a-z0-9](-?[a-z0-9]){0,39}$'),
	CONSTRAINT "certificate_types_fixed" CHECK ("certificate_types"."amounts_minor" is null or (cardinality("certificate_types"."amounts_minor") between 1 and 20 and 0 < all ("certificate_types"."amounts_minor"))),
	CONSTRAINT "certificate_types_free" CHECK ("certificate_types"."amount_min_minor" is null or ("certificate_types"."amount_min_minor" > 0 and "certificate_types"."amount_min_minor" <= "certificate_types"."amount_max_minor")),
	CONSTRAINT "certificate_types_priced_one_way" CHECK (("certificate_types"."amounts_minor" is null) = ("certificate_types"."amount_min_minor" is not null) and ("certificate_types"."amount_min_minor" is null) = ("certificate_types"."amount_max_minor" is null)),
	CONSTRAINT "certificate_types_expiry" CHECK ("certificate_types"."expiry" in ('workspace', 'days', 'never') and ("certificate_types"."expiry" = 'days') = ("certificate_types"."expires_after_days" is not null)
        and ("certificate_types"."expires_after_days" is null or "certificate_types"."expires_after_days" > 0))
);
--> statement-breakpoint
CREATE TABLE "segment_challenges" (
	"workspace_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"email" text NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"codes" smallint DEFAULT 1 NOT NULL,
	"counted_from" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_challenges_pkey" PRIMARY KEY("workspace_id","segment_id","email"),
	CONSTRAINT "segment_challenges_id" UNIQUE("workspace_id","id"),
	CONSTRAINT "segment_challenges_email" CHECK (length("segment_challenges"."email") between 3 and 254),
	CONSTRAINT "segment_challenges_attempts" CHECK ("segment_challenges"."attempts" between 0 and 5)
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "type_id" uuid;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "expiry" text DEFAULT 'workspace' NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "expires_after_days" integer;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "code" text;--> statement-breakpoint
-- The owner sees no tenant's rows while row-level security is forced on it too.
alter table segments no force row level security;--> statement-breakpoint
update segments set code = upper(slug);--> statement-breakpoint
alter table segments force row level security;--> statement-breakpoint
ALTER TABLE "segments" ALTER COLUMN "code" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "colour" text DEFAULT '#0B5C5E' NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "access" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "access_code_hashes" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "access_emails" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "access_domains" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "changed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "changed_by_name" text;--> statement-breakpoint
ALTER TABLE "certificate_type_segments" ADD CONSTRAINT "certificate_type_segments_type" FOREIGN KEY ("workspace_id","type_id") REFERENCES "public"."certificate_types"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_type_segments" ADD CONSTRAINT "certificate_type_segments_segment_fk" FOREIGN KEY ("workspace_id","segment_id") REFERENCES "public"."segments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_types" ADD CONSTRAINT "certificate_types_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_challenges" ADD CONSTRAINT "segment_challenges_segment" FOREIGN KEY ("workspace_id","segment_id") REFERENCES "public"."segments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificate_type_segments_segment" ON "certificate_type_segments" USING btree ("workspace_id","segment_id");--> statement-breakpoint
CREATE INDEX "segment_challenges_counted" ON "segment_challenges" USING btree ("workspace_id","counted_from");--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_type" FOREIGN KEY ("workspace_id","type_id") REFERENCES "public"."certificate_types"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_code" UNIQUE("workspace_id","code");--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_expiry" CHECK ("certificates"."expiry" in ('workspace', 'days', 'never') and ("certificates"."expiry" = 'days') = ("certificates"."expires_after_days" is not null)
        and ("certificates"."expires_after_days" is null or "certificates"."expires_after_days" > 0));--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_slug_shape" CHECK ("segments"."slug" ~ '^[a-z0-9](-?[a-z0-9]){0,62}$' and "segments"."slug" not in ('success', 'cancelled', 'check', 'certificate'));--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_code_shape" CHECK ("segments"."code" ~ '^[A-Z0-9](-?[A-Z0-9]){0,62}$');--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_colour" CHECK ("segments"."colour" ~ '^#[0-9A-Fa-f]{6}$');--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_access" CHECK ("segments"."access" in ('open', 'closed'));--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_open_has_no_list" CHECK ("segments"."access" = 'closed' or cardinality("segments"."access_code_hashes") + cardinality("segments"."access_emails") + cardinality("segments"."access_domains") = 0);--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_lists_end" CHECK (cardinality("segments"."access_code_hashes") <= 20 and cardinality("segments"."access_emails") <= 1000 and cardinality("segments"."access_domains") <= 100);
--> statement-breakpoint
do $$
declare t text;
begin
  foreach t in array array['certificate_types', 'certificate_type_segments', 'segment_challenges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($policy$create policy tenant on %I
      using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
      with check (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))$policy$, t);
  end loop;
end $$;
--> statement-breakpoint
-- A type that was sold is never deleted; who may buy it, and what nobody proved in time, may be.
grant select, insert, update on certificate_types to boon_app;
--> statement-breakpoint
grant select, insert, delete on certificate_type_segments to boon_app;
--> statement-breakpoint
grant select, insert, update, delete on segment_challenges to boon_app;
