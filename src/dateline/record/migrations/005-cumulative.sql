-- Figures say what they are part of and whether they add up over time; unknown of older readings.
ALTER TABLE figure ADD COLUMN part_of VARCHAR;
ALTER TABLE figure ADD COLUMN cumulative BOOLEAN;
