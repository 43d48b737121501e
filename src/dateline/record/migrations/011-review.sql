-- People review items; readings say when they were added, which is unknown of older ones.
ALTER TABLE reading ADD COLUMN added TIMESTAMP;
CREATE TABLE review (
    id VARCHAR, report_id VARCHAR, kind VARCHAR, item_id VARCHAR, words INTEGER[], verdict VARCHAR, changes VARCHAR,
    undoes VARCHAR, reason VARCHAR, "by" VARCHAR, "at" TIMESTAMP);
