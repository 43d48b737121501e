-- What new reports are compared with is kept, and which shards were taken in.
CREATE TABLE "shard" ("id" VARCHAR, "sha256" VARCHAR, "joined" TIMESTAMP);
CREATE TABLE "sketch" ("report_id" VARCHAR, "bands" BIGINT[]);
CREATE TABLE "profile" ("key" VARCHAR, "names" VARCHAR[], "kinds" VARCHAR[], "countries" VARCHAR[], "scenes" VARCHAR[], "roles" STRUCT("title" VARCHAR, "of" VARCHAR)[], "first" DATE, "last" DATE);
CREATE TABLE "block" ("block" VARCHAR, "key" VARCHAR);
CREATE TABLE "settled" ("reading" VARCHAR);
