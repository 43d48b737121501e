-- The file says which layout it has.
CREATE TABLE layout ("version" BIGINT, dateline VARCHAR, "at" TIMESTAMP);
