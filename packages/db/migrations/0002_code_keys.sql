-- Which key versions codes are sealed under. The keys are derived from APP_SECRET and stand nowhere in the database.
CREATE TABLE "code_keys" (
	"version" smallint PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "code_keys_version" CHECK ("code_keys"."version" > 0)
);
--> statement-breakpoint
insert into code_keys (version) values (1);
--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_code_key" FOREIGN KEY ("code_lookup_key_version") REFERENCES "public"."code_keys"("version") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- The runtime reads the numbers; only the command that rotates, as the owner, adds and retires them.
grant select on code_keys to boon_app;
