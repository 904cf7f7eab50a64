-- A text as a search compares it: small letters without their marks, so that "Bjornsen" finds Bjørnsen, "Muller" Müller and
-- "Strasse" Straße, and the other way round. Most marks come off by taking a letter apart; letters that are one piece are
-- named here, and nowhere else. Only marks of Latin, Greek and Cyrillic go: those of other scripts are letters of their own.
-- A search reads many texts, and most have nothing to fold. Not strict, so that the planner can write it out in the query, which
-- makes it twice as fast; null stays null all the same.
create function fold_text(t text) returns text language sql immutable parallel safe as $$
  select case when octet_length(t) = char_length(t) then lower(t) else
    lower(replace(replace(replace(replace(replace(replace(replace(replace(
      translate(regexp_replace(normalize(t, NFD), '[\u0300-\u036F]', '', 'g'), 'øØłŁđĐðÐħĦı', 'oOlLdDdDhHi'),
      'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'))
  end
$$;
