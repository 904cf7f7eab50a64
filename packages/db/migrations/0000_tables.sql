CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"account_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_provider_account_key" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_pkey" PRIMARY KEY("workspace_id","user_id"),
	CONSTRAINT "members_role_known" CHECK ("members"."role" in ('owner', 'admin', 'staff', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"drained_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_links_token_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_email_lower_case" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"workspace_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "activities_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"details" jsonb NOT NULL,
	CONSTRAINT "activities_workspace_id_certificate_id_sequence_pk" PRIMARY KEY("workspace_id","certificate_id","sequence"),
	CONSTRAINT "activities_actor" CHECK ("activities"."actor_kind" in ('staff', 'purchaser', 'api_key', 'widget', 'system'))
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"code_lookup" "bytea" NOT NULL,
	"code_lookup_key_version" smallint NOT NULL,
	"code_ciphertext" "bytea" NOT NULL,
	"code_last4" char(4) NOT NULL,
	"purchaser_name" text NOT NULL,
	"purchaser_email" text NOT NULL,
	"recipient_name" text NOT NULL,
	"recipient_email" text,
	"message" text NOT NULL,
	"delivery" text NOT NULL,
	"deliver_on" date,
	"payment_method" text,
	"payment_reference" text,
	"valid_through" date,
	"time_zone" text,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"activated_at" timestamp with time zone,
	"redeemed_at" timestamp with time zone,
	"order_id" uuid,
	"voided_at" timestamp with time zone,
	"void_reason" text,
	"refund_requested_at" timestamp with time zone,
	"refunded_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "certificates_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "certificates_number" UNIQUE("workspace_id","number"),
	CONSTRAINT "certificates_code" UNIQUE("workspace_id","code_lookup"),
	CONSTRAINT "certificates_status" CHECK ("certificates"."status" in ('pending', 'active', 'redeemed', 'voided', 'expired')),
	CONSTRAINT "certificates_kind" CHECK ("certificates"."kind" in ('purchased', 'complimentary', 'compensation', 'migrated')),
	CONSTRAINT "certificates_origin" CHECK ("certificates"."origin" in ('portal', 'admin', 'api', 'import')),
	CONSTRAINT "certificates_delivery" CHECK ("certificates"."delivery" in ('email', 'print')),
	CONSTRAINT "certificates_amount" CHECK ("certificates"."amount_minor" between 1 and 9007199254740991),
	CONSTRAINT "certificates_lookup" CHECK (octet_length("certificates"."code_lookup") = 32),
	CONSTRAINT "certificates_message" CHECK (length("certificates"."message") <= 500),
	CONSTRAINT "certificates_activated" CHECK (("certificates"."status" in ('active', 'redeemed', 'expired')) <= ("certificates"."activated_at" is not null)),
	CONSTRAINT "certificates_pending" CHECK ("certificates"."status" <> 'pending' or "certificates"."activated_at" is null),
	CONSTRAINT "certificates_redeemed" CHECK (("certificates"."status" = 'redeemed') = ("certificates"."order_id" is not null) and ("certificates"."status" = 'redeemed') = ("certificates"."redeemed_at" is not null)),
	CONSTRAINT "certificates_voided" CHECK (("certificates"."status" = 'voided') = ("certificates"."voided_at" is not null) and ("certificates"."status" = 'voided') = (coalesce("certificates"."void_reason", '') <> '')),
	CONSTRAINT "certificates_refunded" CHECK (("certificates"."refund_requested_at" is null or "certificates"."status" = 'voided') and ("certificates"."refunded_at" is null or "certificates"."refund_requested_at" is not null)),
	CONSTRAINT "certificates_expired" CHECK ("certificates"."status" <> 'expired' or "certificates"."expires_at" is not null),
	CONSTRAINT "certificates_validity" CHECK (("certificates"."valid_through" is null) = ("certificates"."expires_at" is null) and ("certificates"."time_zone" is null) = ("certificates"."expires_at" is null)
        and abs(extract(epoch from "certificates"."expires_at") - extract(epoch from ("certificates"."valid_through" + 1)::timestamp at time zone "certificates"."time_zone")) <= 10800),
	CONSTRAINT "certificates_paid" CHECK ("certificates"."kind" <> 'purchased' or "certificates"."activated_at" is null or "certificates"."payment_method" is not null)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"status" text NOT NULL,
	"currency" char(3) NOT NULL,
	"total_minor" bigint NOT NULL,
	"applied_minor" bigint NOT NULL,
	"customer_name" text,
	"customer_email" text,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "orders_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "orders_reference" UNIQUE("workspace_id","reference"),
	CONSTRAINT "orders_status" CHECK ("orders"."status" in ('open', 'completed', 'cancelled')),
	CONSTRAINT "orders_closed" CHECK (("orders"."status" = 'open') = ("orders"."closed_at" is null)),
	CONSTRAINT "orders_total" CHECK ("orders"."total_minor" between 0 and 9007199254740991),
	CONSTRAINT "orders_applied" CHECK ("orders"."applied_minor" between 0 and "orders"."total_minor"),
	CONSTRAINT "orders_cancelled_gives_back" CHECK ("orders"."status" <> 'cancelled' or "orders"."applied_minor" = 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"status" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"checkout_id" text,
	"reference" text,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "payments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "payments_checkout" UNIQUE("checkout_id"),
	CONSTRAINT "payments_status" CHECK ("payments"."status" in ('open', 'paid', 'closed')),
	CONSTRAINT "payments_closed" CHECK (("payments"."status" = 'open') = ("payments"."closed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"reversed_at" timestamp with time zone,
	CONSTRAINT "redemptions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "redemptions_amount" CHECK ("redemptions"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"workspace_id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "transfers_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"from_account" text NOT NULL,
	"to_account" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "transfers_workspace_id_certificate_id_sequence_pk" PRIMARY KEY("workspace_id","certificate_id","sequence"),
	CONSTRAINT "transfers_amount" CHECK ("transfers"."amount_minor" > 0),
	CONSTRAINT "transfers_route" CHECK (("transfers"."kind", "transfers"."from_account", "transfers"."to_account") in (
        ('issue', 'cash', 'liability'), ('issue', 'grant', 'liability'), ('redeem', 'liability', 'revenue'),
        ('reverse', 'revenue', 'liability'), ('expire', 'liability', 'breakage'),
        ('reinstate', 'breakage', 'liability'), ('reinstate', 'cancelled', 'liability'),
        ('void', 'liability', 'cancelled'), ('void', 'breakage', 'cancelled'), ('refund', 'cancelled', 'cash')))
);
--> statement-breakpoint
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
CREATE TABLE "deliveries" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"certificate_id" uuid NOT NULL,
	"template" text NOT NULL,
	"recipient_email" text NOT NULL,
	"status" text NOT NULL,
	"provider_message_id" text,
	"problem" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "deliveries_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "deliveries_status" CHECK ("deliveries"."status" in ('sending', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "inbound_events" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"checkout_id" text,
	"received_at" timestamp with time zone NOT NULL,
	"processed_at" timestamp with time zone,
	CONSTRAINT "inbound_events_provider_event_id_pk" PRIMARY KEY("provider","event_id"),
	CONSTRAINT "inbound_events_id" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"dedupe_key" text,
	"run_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"done_at" timestamp with time zone,
	"dead_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_dedupe" UNIQUE("dedupe_key"),
	CONSTRAINT "outbox_ends_once" CHECK ("outbox"."done_at" is null or "outbox"."dead_at" is null)
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "api_keys_hash" UNIQUE("key_hash"),
	CONSTRAINT "api_keys_scopes" CHECK ("api_keys"."scopes" <@ array['read', 'redeem', 'manage']::text[])
);
--> statement-breakpoint
CREATE TABLE "certificate_counters" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"is_active" boolean NOT NULL,
	"is_default" boolean NOT NULL,
	CONSTRAINT "segments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "segments_slug" UNIQUE("workspace_id","slug"),
	CONSTRAINT "segments_default_is_active" CHECK ("segments"."is_active" or not "segments"."is_default")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"public_email" text NOT NULL,
	"notification_email" text NOT NULL,
	"brand_colour" text NOT NULL,
	"currency" char(3) NOT NULL,
	"language" text NOT NULL,
	"time_zone" text NOT NULL,
	"portal_enabled" boolean NOT NULL,
	"portal_heading" text NOT NULL,
	"portal_intro" text NOT NULL,
	"amount_min_minor" bigint NOT NULL,
	"amount_max_minor" bigint NOT NULL,
	"suggested_amounts_minor" bigint[] NOT NULL,
	"expires_after_days" integer,
	"terms" text NOT NULL,
	"booking_url" text,
	"allowed_origins" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_slug_unique" UNIQUE("slug"),
	CONSTRAINT "workspaces_slug" CHECK ("workspaces"."slug" ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'),
	CONSTRAINT "workspaces_colour" CHECK ("workspaces"."brand_colour" ~ '^#[0-9A-Fa-f]{6}$'),
	CONSTRAINT "workspaces_amounts" CHECK ("workspaces"."amount_min_minor" > 0 and "workspaces"."amount_min_minor" <= "workspaces"."amount_max_minor"),
	CONSTRAINT "workspaces_expiry" CHECK ("workspaces"."expires_after_days" > 0)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_certificate" FOREIGN KEY ("workspace_id","certificate_id") REFERENCES "public"."certificates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_segment" FOREIGN KEY ("workspace_id","segment_id") REFERENCES "public"."segments"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_order" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_certificate_fk" FOREIGN KEY ("workspace_id","certificate_id") REFERENCES "public"."certificates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_order_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_certificate_fk" FOREIGN KEY ("workspace_id","certificate_id") REFERENCES "public"."certificates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_certificate" FOREIGN KEY ("workspace_id","certificate_id") REFERENCES "public"."certificates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_answers" ADD CONSTRAINT "stored_answers_api_key" FOREIGN KEY ("workspace_id","api_key_id") REFERENCES "public"."api_keys"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_certificate_fk" FOREIGN KEY ("workspace_id","certificate_id") REFERENCES "public"."certificates"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_counters" ADD CONSTRAINT "certificate_counters_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user_id_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "members_user_id_idx" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at_idx" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_limits_drained_at_idx" ON "sign_in_limits" USING btree ("drained_at");--> statement-breakpoint
CREATE INDEX "sign_in_links_user_id_idx" ON "sign_in_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_links_expires_at_idx" ON "sign_in_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_expires_at_idx" ON "verifications" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "certificates_created" ON "certificates" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "certificates_expires" ON "certificates" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "orders_expires" ON "orders" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "payments_certificate" ON "payments" USING btree ("workspace_id","certificate_id");--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_one_live" ON "redemptions" USING btree ("workspace_id","certificate_id") WHERE "redemptions"."reversed_at" is null;--> statement-breakpoint
CREATE INDEX "redemptions_order" ON "redemptions" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "transfers_time" ON "transfers" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE INDEX "stored_answers_created" ON "stored_answers" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "deliveries_certificate" ON "deliveries" USING btree ("workspace_id","certificate_id");--> statement-breakpoint
CREATE INDEX "outbox_ready" ON "outbox" USING btree ("run_at") WHERE "outbox"."done_at" is null and "outbox"."dead_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "segments_one_default" ON "segments" USING btree ("workspace_id") WHERE "segments"."is_default";