-- Each state of a meeting has a day of its own: of older readings the meeting's day is that of the state it is in where
-- that is proposed, scheduled or held, other days are unknown. The countries that a report is about are worked out from
-- what was read of it.
ALTER TABLE meeting ADD COLUMN fresh STRUCT(status VARCHAR, "by" VARCHAR, span INTEGER[], "when" STRUCT(
    "value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR))[];
UPDATE meeting SET fresh = list_transform(standings, lambda s: {
    'status': s.status, 'by': s.by, 'span': s.span,
    'when': CASE WHEN s.status = status AND status IN ('proposed', 'scheduled', 'held') THEN "when" END});
ALTER TABLE meeting DROP COLUMN standings;
ALTER TABLE meeting RENAME COLUMN fresh TO standings;
CREATE TABLE scene (
    reading VARCHAR, report_id VARCHAR, country VARCHAR, weight DOUBLE, share DOUBLE, titled BOOLEAN);
