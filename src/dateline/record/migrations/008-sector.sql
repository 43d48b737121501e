-- Actors have a sector of society; unknown of older readings.
ALTER TABLE actor ADD COLUMN sector VARCHAR;
