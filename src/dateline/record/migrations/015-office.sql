-- Who is known by title alone is kept; names of bodies are compared by all their words, or as acronym and initials;
-- both are worked out from what was read.
CREATE TABLE "office" ("key" VARCHAR, "words" VARCHAR, "title" VARCHAR, "of" VARCHAR, "scene" VARCHAR, "day" DATE);
DELETE FROM block WHERE starts_with(block, 'body ');
