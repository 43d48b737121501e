-- People are compared with those whose last name and one name before it sound alike, no longer with all of a last name;
-- who shares that is worked out from what is known of them.
DELETE FROM block WHERE starts_with(block, 'person ');
