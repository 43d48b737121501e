-- Events keep the words around their trigger; of older readings the trigger stands for them.
ALTER TABLE event ADD COLUMN phrase INTEGER[];
UPDATE event SET phrase = "trigger";
INSERT INTO evidence BY NAME
    SELECT * REPLACE ('phrase' AS field) FROM evidence WHERE kind = 'event' AND field = 'trigger';
