-- Reports can be withdrawn.
CREATE TABLE withdrawal (
    report_id VARCHAR, withdrawn BOOLEAN, reason VARCHAR, instead VARCHAR, "by" VARCHAR, "at" TIMESTAMP);
