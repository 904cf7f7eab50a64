-- As before, but the millionth certificate of a workspace and those after it keep all their digits: cut to six, their numbers
-- were taken, and nothing could be issued any more.
create or replace function next_certificate_number(w uuid, created timestamptz) returns text language plpgsql as $$
declare n integer;
begin
  update certificate_counters set last_number = last_number + 1 where workspace_id = w returning last_number into n;
  return 'GC-' || to_char(created at time zone 'UTC', 'YYYY') || '-' || lpad(n::text, greatest(6, length(n::text)), '0');
end $$;
