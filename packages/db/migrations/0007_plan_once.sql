-- Every look-up of a code and every redemption goes through these. Left to itself PostgreSQL plans their statements anew at each
-- call, taking a plan for the very values to be cheaper; but all of them find few rows by their keys, so there is no other plan
-- to find. A later `create or replace` of one of them has to say this again: a test looks.
alter function read_state(uuid, jsonb) set plan_cache_mode = force_generic_plan;--> statement-breakpoint
alter function read_guarded(uuid, jsonb, text[]) set plan_cache_mode = force_generic_plan;--> statement-breakpoint
alter function redeem_or_read(uuid, jsonb, text[]) set plan_cache_mode = force_generic_plan;
