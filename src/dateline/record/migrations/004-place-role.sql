-- Places have a role in their report; of older readings those where a meeting is held and those of the dateline are known,
-- all others count as mentions.
ALTER TABLE place ADD COLUMN place_role VARCHAR;
UPDATE place SET place_role = 'mention';
UPDATE place SET place_role = 'dateline' FROM report r
    WHERE r.id = place.report_id
    AND list_contains(list_transform(r.dateline, lambda words: lower(words)), lower(place.name));
UPDATE place SET place_role = 'venue' FROM meeting m WHERE m.reading = place.reading AND m.venue = place.id;
