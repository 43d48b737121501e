-- Events say whether they are told as habit or history; unknown of older readings.
ALTER TABLE event ADD COLUMN background VARCHAR;
