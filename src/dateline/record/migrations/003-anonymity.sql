-- Statements say how somebody unnamed is described; unknown of older readings.
ALTER TABLE statement ADD COLUMN anonymity STRUCT(office VARCHAR, side VARCHAR, "rank" VARCHAR, "condition" VARCHAR);
