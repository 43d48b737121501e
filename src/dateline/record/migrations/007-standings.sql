-- Meetings tell who mediates and every state that a report tells of them; older readings have the one state that they
-- kept, nobody knows on whose word, and no mediators apart from those who convene.
ALTER TABLE meeting ADD COLUMN mediators VARCHAR[];
ALTER TABLE meeting ADD COLUMN standings STRUCT(status VARCHAR, "by" VARCHAR, span INTEGER[])[];
UPDATE meeting SET mediators = [], standings = [{'status': status, 'by': NULL, 'span': span}];
INSERT INTO evidence BY NAME
    SELECT * REPLACE ('standings' AS field) FROM evidence WHERE kind = 'meeting' AND field = 'span';
