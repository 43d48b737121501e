-- A record of layout 14: that of layout 13, brought to it and settled by commit 9f2f282 of 2026-11-23 15:12.
-- Two invented reports, with one judgement of a person.

CREATE TABLE actor(reading VARCHAR, report_id VARCHAR, id VARCHAR, "name" VARCHAR, kind VARCHAR, country VARCHAR,
    sector VARCHAR, roles STRUCT(title VARCHAR, "of" VARCHAR)[], registry_id VARCHAR, mentions INTEGER[][]);
INSERT INTO "actor" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a1', 'medical source', 'unnamed_source', NULL, NULL, [], NULL, [[252, 268]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a2', 'Ana Perez', 'person', NULL, 'GOV', [{'title': 'envoy', 'of': 'U.N.'}], NULL, [[68, 77]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a3', 'Saudi warplanes', 'state', 'SAU', 'GOV', [], NULL, [[175, 190]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a4', 'Yemen', 'state', 'YEM', 'GOV', [], 'yemen', [[118, 123], [198, 203]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a5', 'At least 12 civilians', 'population', NULL, 'CVL', [], NULL, [[217, 238]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'a6', 'Salim Nasser', 'person', NULL, 'REB', [{'title': 'Rebel spokesman', 'of': NULL}], NULL, [[40, 52]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a1', 'Ana Perez', 'person', NULL, 'GOV', [{'title': 'envoy', 'of': 'U.N.'}], NULL, [[109, 118]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a2', 'Salim Nasser', 'person', NULL, 'REB', [{'title': 'rebel spokesman', 'of': NULL}], NULL, [[222, 234]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a3', 'aid workers', 'unnamed_source', NULL, 'LAB', [], NULL, [[316, 327]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a4', 'Yemen', 'state', 'YEM', 'GOV', [], 'yemen', [[68, 73], [300, 304], [334, 348]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a5', 'Houthis', 'armed_group', 'YEM', 'REB', [], 'houthis', [[386, 399]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a6', 'United Nations', 'organisation', NULL, 'IGO', [], 'united-nations', [[28, 42], [98, 102]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'a7', 'At least 40 people', 'population', NULL, 'CVL', [], NULL, [[251, 269]]);

CREATE TABLE alignment(reading VARCHAR, report_id VARCHAR, id VARCHAR, "from" VARCHAR, "to" VARCHAR, sign VARCHAR,
    span INTEGER[], means VARCHAR, "when" STRUCT("value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous
    BOOLEAN, basis VARCHAR));
INSERT INTO "alignment" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'l1', 'a3', 'a4', 'opposes', [191, 197], NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'l1', 'a6', 'a4', 'opposes', [43, 52], 'suspend_talks', {'value': '2016-02-03', 'start': '2016-02-03', 'end': '2016-02-03', 'span': [87, 96], 'ambiguous': false, 'basis': 'relative'});

CREATE TABLE block(block VARCHAR, "key" VARCHAR);
INSERT INTO "block" VALUES
    ('office envoy of united nations in YEM', 'name:person::ana perez'),
    ('office envoy of united nations in SAU', 'name:person::ana perez'),
    ('body ansrlh', 'registry:houthis'),
    ('body iah', 'registry:houthis'),
    ('body aa', 'registry:houthis'),
    ('body ht mvmnt', 'registry:houthis'),
    ('body hr', 'registry:houthis'),
    ('body ht rbls', 'registry:houthis'),
    ('body ntns untd', 'registry:united-nations'),
    ('body ', 'registry:united-nations'),
    ('body un', 'registry:united-nations'),
    ('body uno', 'registry:united-nations'),
    ('role perez envoy of united nations', 'name:person::ana perez'),
    ('body alh ansr', 'registry:houthis'),
    ('body alh ansr mvmnt', 'registry:houthis'),
    ('body hm', 'registry:houthis'),
    ('body ansarullah', 'registry:houthis'),
    ('body hts', 'registry:houthis'),
    ('body algnd hts irn', 'registry:houthis'),
    ('body huthis', 'registry:houthis'),
    ('body aam', 'registry:houthis'),
    ('body houthis', 'registry:houthis'),
    ('person an prs', 'name:person::ana perez'),
    ('person slm nsr', 'name:person::salim nasser');

CREATE TABLE "copy"(report_id VARCHAR, origin_id VARCHAR, kind VARCHAR, jaccard DOUBLE, containment DOUBLE);

CREATE TABLE "event"(reading VARCHAR, report_id VARCHAR, id VARCHAR, "type" VARCHAR, "mode" VARCHAR, "trigger"
    INTEGER[], phrase INTEGER[], factuality VARCHAR, actors VARCHAR[], recipients VARCHAR[], place VARCHAR, "when"
    STRUCT("value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR), attributed_to
    VARCHAR, background VARCHAR);
INSERT INTO "event" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'e1', 'CONSULT', 'meet', [53, 56], [53, 97], 'happened', ['a2'], [], 'p1', {'value': '2016-02-07', 'start': '2016-02-07', 'end': '2016-02-07', 'span': [91, 97], 'ambiguous': false, 'basis': 'relative'}, NULL, NULL),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'e2', 'ASSAULT', 'airstrike', [191, 197], [191, 215], 'happened', ['a3'], ['a4'], NULL, {'value': '2016-02-06', 'start': '2016-02-06', 'end': '2016-02-06', 'span': [207, 215], 'ambiguous': false, 'basis': 'relative'}, NULL, NULL),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'e3', 'ASSAULT', 'kill', [244, 250], [244, 250], 'happened', ['a3'], ['a5'], NULL, NULL, 'a1', NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'e1', 'SANCTION', 'suspend_talks', [43, 52], [43, 96], 'happened', ['a6'], ['a4'], 'p1', {'value': '2016-02-03', 'start': '2016-02-03', 'end': '2016-02-03', 'span': [87, 96], 'ambiguous': false, 'basis': 'relative'}, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'e2', 'ASSAULT', 'kill', [275, 281], [275, 314], 'happened', [], ['a7'], NULL, {'value': '2016-02-01', 'start': '2016-02-01', 'end': '2016-02-01', 'span': [308, 314], 'ambiguous': false, 'basis': 'relative'}, 'a3', NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'e3', 'AGREE', 'offer', [349, 356], [349, 376], 'happened', ['a4'], [], 'p2', NULL, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'e4', 'CONCEDE', 'ceasefire', [359, 368], [359, 368], 'demanded', ['a4', 'a5'], [], 'p2', NULL, 'a4', NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'e5', 'REJECT', 'reject', [400, 408], [400, 418], 'happened', ['a5'], [], NULL, NULL, NULL, NULL);

CREATE TABLE evidence(reading VARCHAR, report_id VARCHAR, kind VARCHAR, item_id VARCHAR, field VARCHAR, n BIGINT,
    "start" BIGINT, "end" BIGINT, "quote" VARCHAR, sentence_start BIGINT, sentence_end BIGINT);
INSERT INTO "evidence" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a1', 'evidence', 0, 252, 268, 'a medical source', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a1', 'mentions', 0, 252, 268, 'a medical source', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a2', 'evidence', 0, 68, 77, 'Ana Perez', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a2', 'mentions', 0, 68, 77, 'Ana Perez', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a3', 'evidence', 0, 175, 190, 'Saudi warplanes', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a3', 'mentions', 0, 175, 190, 'Saudi warplanes', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a4', 'evidence', 0, 118, 123, 'Yemen', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a4', 'mentions', 0, 118, 123, 'Yemen', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a4', 'mentions', 1, 198, 203, 'Sanaa', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a5', 'evidence', 0, 217, 238, 'At least 12 civilians', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a5', 'mentions', 0, 217, 238, 'At least 12 civilians', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a6', 'evidence', 0, 40, 52, 'Salim Nasser', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'actor', 'a6', 'mentions', 0, 40, 52, 'Salim Nasser', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'place', 'p1', 'evidence', 0, 0, 6, 'MUSCAT', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'place', 'p1', 'mentions', 0, 0, 6, 'MUSCAT', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'place', 'p1', 'mentions', 1, 81, 87, 'Muscat', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'place', 'p2', 'evidence', 0, 151, 157, 'Geneva', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'place', 'p2', 'mentions', 0, 151, 157, 'Geneva', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't1', 'evidence', 0, 91, 97, 'Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't1', 'span', 0, 91, 97, 'Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't2', 'evidence', 0, 161, 172, 'February 25', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't2', 'span', 0, 161, 172, 'February 25', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't3', 'evidence', 0, 207, 215, 'Saturday', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'time', 't3', 'span', 0, 207, 215, 'Saturday', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'statement', 's1', 'evidence', 0, 217, 250, 'At least 12 civilians were killed', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'statement', 's1', 'content', 0, 217, 250, 'At least 12 civilians were killed', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'statement', 's1', 'cue', 0, 269, 273, 'said', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'statement', 's1', 'speaker_span', 0, 252, 268, 'a medical source', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e1', 'evidence', 0, 0, 98, 'MUSCAT (Example Wire) - Rebel spokesman Salim Nasser met U.N. envoy Ana Perez in Muscat on Sunday.', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e1', 'trigger', 0, 53, 56, 'met', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e1', 'phrase', 0, 53, 97, 'met U.N. envoy Ana Perez in Muscat on Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e1', 'when', 0, 91, 97, 'Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e2', 'evidence', 0, 175, 216, 'Saudi warplanes bombed Sanaa on Saturday.', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e2', 'trigger', 0, 191, 197, 'bombed', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e2', 'phrase', 0, 191, 215, 'bombed Sanaa on Saturday', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e2', 'when', 0, 207, 215, 'Saturday', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e3', 'evidence', 0, 217, 300, 'At least 12 civilians were killed, a medical source said on condition of anonymity.', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e3', 'trigger', 0, 244, 250, 'killed', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'event', 'e3', 'phrase', 0, 244, 250, 'killed', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm1', 'evidence', 0, 0, 98, 'MUSCAT (Example Wire) - Rebel spokesman Salim Nasser met U.N. envoy Ana Perez in Muscat on Sunday.', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm1', 'span', 0, 53, 97, 'met U.N. envoy Ana Perez in Muscat on Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm1', 'when', 0, 91, 97, 'Sunday', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm1', 'standings', 0, 53, 56, 'met', 0, 98),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm2', 'evidence', 0, 99, 173, 'The peace talks on Yemen are scheduled to resume in Geneva on February 25.', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm2', 'span', 0, 99, 123, 'The peace talks on Yemen', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm2', 'when', 0, 161, 172, 'February 25', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'meeting', 'm2', 'standings', 0, 109, 114, 'talks', 99, 173),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'figure', 'n1', 'evidence', 0, 217, 300, 'At least 12 civilians were killed, a medical source said on condition of anonymity.', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'figure', 'n1', 'span', 0, 217, 238, 'At least 12 civilians', 217, 300),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'alignment', 'l1', 'evidence', 0, 191, 197, 'bombed', 175, 216),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'alignment', 'l1', 'span', 0, 191, 197, 'bombed', 175, 216),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a1', 'evidence', 0, 109, 118, 'Ana Perez', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a1', 'mentions', 0, 109, 118, 'Ana Perez', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a2', 'evidence', 0, 222, 234, 'Salim Nasser', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a2', 'mentions', 0, 222, 234, 'Salim Nasser', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a3', 'evidence', 0, 316, 327, 'aid workers', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a3', 'mentions', 0, 316, 327, 'aid workers', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a4', 'evidence', 0, 68, 73, 'Yemen', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a4', 'mentions', 0, 68, 73, 'Yemen', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a4', 'mentions', 1, 300, 304, 'Aden', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a4', 'mentions', 2, 334, 348, 'The government', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a5', 'evidence', 0, 386, 399, 'Houthi rebels', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a5', 'mentions', 0, 386, 399, 'Houthi rebels', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a6', 'evidence', 0, 28, 42, 'United Nations', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a6', 'mentions', 0, 28, 42, 'United Nations', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a6', 'mentions', 1, 98, 102, 'U.N.', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a7', 'evidence', 0, 251, 269, 'At least 40 people', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'actor', 'a7', 'mentions', 0, 251, 269, 'At least 40 people', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'place', 'p1', 'evidence', 0, 77, 83, 'Geneva', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'place', 'p1', 'mentions', 0, 77, 83, 'Geneva', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'place', 'p2', 'evidence', 0, 372, 376, 'Taiz', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'place', 'p2', 'mentions', 0, 372, 376, 'Taiz', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't1', 'evidence', 0, 87, 96, 'Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't1', 'span', 0, 87, 96, 'Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't2', 'evidence', 0, 150, 161, 'February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't2', 'span', 0, 150, 161, 'February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't3', 'evidence', 0, 308, 314, 'Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'time', 't3', 'span', 0, 308, 314, 'Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's1', 'evidence', 0, 124, 161, 'the talks would resume on February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's1', 'content', 0, 124, 161, 'the talks would resume on February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's1', 'cue', 0, 119, 123, 'said', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's1', 'speaker_span', 0, 109, 118, 'Ana Perez', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's2', 'evidence', 0, 165, 203, 'We will not sign before the sieges end', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's2', 'content', 0, 165, 203, 'We will not sign before the sieges end', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's2', 'cue', 0, 235, 239, 'told', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's2', 'speaker_span', 0, 222, 234, 'Salim Nasser', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's3', 'evidence', 0, 251, 314, 'At least 40 people were killed in air strikes on Aden on Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's3', 'content', 0, 251, 314, 'At least 40 people were killed in air strikes on Aden on Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's3', 'cue', 0, 328, 332, 'said', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's3', 'speaker_span', 0, 316, 327, 'aid workers', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's4', 'evidence', 0, 357, 376, 'a ceasefire in Taiz', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's4', 'content', 0, 357, 376, 'a ceasefire in Taiz', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's4', 'cue', 0, 349, 356, 'offered', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's4', 'speaker_span', 0, 334, 348, 'The government', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's5', 'evidence', 0, 409, 418, 'the offer', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's5', 'content', 0, 409, 418, 'the offer', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's5', 'cue', 0, 400, 408, 'rejected', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'statement', 's5', 'speaker_span', 0, 386, 399, 'Houthi rebels', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e1', 'evidence', 0, 24, 97, 'The United Nations suspended peace talks on Yemen in Geneva on Wednesday.', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e1', 'trigger', 0, 43, 52, 'suspended', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e1', 'phrase', 0, 43, 96, 'suspended peace talks on Yemen in Geneva on Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e1', 'when', 0, 87, 96, 'Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e2', 'evidence', 0, 251, 333, 'At least 40 people were killed in air strikes on Aden on Monday, aid workers said.', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e2', 'trigger', 0, 275, 281, 'killed', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e2', 'phrase', 0, 275, 314, 'killed in air strikes on Aden on Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e2', 'when', 0, 308, 314, 'Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e3', 'evidence', 0, 334, 419, 'The government offered a ceasefire in Taiz, and the Houthi rebels rejected the offer.', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e3', 'trigger', 0, 349, 356, 'offered', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e3', 'phrase', 0, 349, 376, 'offered a ceasefire in Taiz', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e4', 'evidence', 0, 334, 419, 'The government offered a ceasefire in Taiz, and the Houthi rebels rejected the offer.', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e4', 'trigger', 0, 359, 368, 'ceasefire', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e4', 'phrase', 0, 359, 368, 'ceasefire', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e5', 'evidence', 0, 334, 419, 'The government offered a ceasefire in Taiz, and the Houthi rebels rejected the offer.', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e5', 'trigger', 0, 400, 408, 'rejected', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'event', 'e5', 'phrase', 0, 400, 418, 'rejected the offer', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm1', 'evidence', 0, 24, 97, 'The United Nations suspended peace talks on Yemen in Geneva on Wednesday.', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm1', 'span', 0, 53, 83, 'peace talks on Yemen in Geneva', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm1', 'when', 0, 87, 96, 'Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm1', 'standings', 0, 59, 64, 'talks', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm2', 'evidence', 0, 98, 162, 'U.N. envoy Ana Perez said the talks would resume on February 25.', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm2', 'span', 0, 124, 133, 'the talks', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm2', 'when', 0, 150, 161, 'February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'meeting', 'm2', 'standings', 0, 128, 133, 'talks', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r1', 'evidence', 0, 98, 162, 'U.N. envoy Ana Perez said the talks would resume on February 25.', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r1', 'terms', 0, 124, 161, 'the talks would resume on February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r1', 'takes_effect', 0, 150, 161, 'February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r2', 'evidence', 0, 164, 250, '"We will not sign before the sieges end," rebel spokesman Salim Nasser told reporters.', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r2', 'terms', 0, 165, 181, 'We will not sign', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r2', 'condition', 0, 182, 203, 'before the sieges end', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r3', 'evidence', 0, 334, 419, 'The government offered a ceasefire in Taiz, and the Houthi rebels rejected the offer.', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r3', 'terms', 0, 357, 368, 'a ceasefire', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'proposal', 'r3', 'responses', 0, 400, 418, 'rejected the offer', 334, 419),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'figure', 'n1', 'evidence', 0, 251, 333, 'At least 40 people were killed in air strikes on Aden on Monday, aid workers said.', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'figure', 'n1', 'span', 0, 251, 269, 'At least 40 people', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'figure', 'n1', 'period', 0, 308, 314, 'Monday', 251, 333),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'alignment', 'l1', 'evidence', 0, 43, 52, 'suspended', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'alignment', 'l1', 'span', 0, 43, 52, 'suspended', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'alignment', 'l1', 'when', 0, 87, 96, 'Wednesday', 0, 97),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'forecast', 'f1', 'evidence', 0, 98, 162, 'U.N. envoy Ana Perez said the talks would resume on February 25.', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'forecast', 'f1', 'outcome', 0, 124, 161, 'the talks would resume on February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'forecast', 'f1', 'horizon', 0, 150, 161, 'February 25', 98, 162),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'forecast', 'f2', 'evidence', 0, 164, 250, '"We will not sign before the sieges end," rebel spokesman Salim Nasser told reporters.', 164, 250),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'forecast', 'f2', 'outcome', 0, 165, 203, 'We will not sign before the sieges end', 164, 250);

CREATE TABLE figure(reading VARCHAR, report_id VARCHAR, id VARCHAR, measure VARCHAR, span INTEGER[], "value" DOUBLE,
    low DOUBLE, high DOUBLE, qualifier VARCHAR, unit VARCHAR, population VARCHAR, counted_by VARCHAR, place VARCHAR,
    period STRUCT("value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR),
    part_of VARCHAR, cumulative BOOLEAN, factuality VARCHAR);
INSERT INTO "figure" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'n1', 'killed', [217, 238], 12.0, 12.0, NULL, 'at least', 'people', 'civilians', 'a1', NULL, NULL, NULL, NULL, 'happened'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'n1', 'killed', [251, 269], 40.0, 40.0, NULL, 'at least', 'people', 'people', 'a3', NULL, {'value': '2016-02-01', 'start': '2016-02-01', 'end': '2016-02-01', 'span': [308, 314], 'ambiguous': false, 'basis': 'relative'}, NULL, false, 'happened');

CREATE TABLE forecast(reading VARCHAR, report_id VARCHAR, id VARCHAR, outcome INTEGER[], polarity VARCHAR, "by"
    VARCHAR, horizon STRUCT("value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis
    VARCHAR), confidence VARCHAR);
INSERT INTO "forecast" VALUES
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'f1', [124, 161], 'will', 'a1', {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [150, 161], 'ambiguous': false, 'basis': 'relative'}, 'would'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'f2', [165, 203], 'will_not', 'a2', NULL, 'will');

CREATE TABLE "identity"(reading VARCHAR, kind VARCHAR, item_id VARCHAR, "key" VARCHAR, words VARCHAR);
INSERT INTO "identity" VALUES
    ('6418439d14e7f2e6', 'actor', 'a1', 'only:6418439d14e7f2e6:a1', 'medical source'),
    ('6418439d14e7f2e6', 'actor', 'a2', 'name:person::ana perez', 'ana perez'),
    ('6418439d14e7f2e6', 'actor', 'a3', 'name:state:sau:saudi warplanes', 'saudi warplanes'),
    ('6418439d14e7f2e6', 'actor', 'a4', 'registry:yemen', 'yemen'),
    ('6418439d14e7f2e6', 'actor', 'a5', 'only:6418439d14e7f2e6:a5', 'at least 12 civilians'),
    ('6418439d14e7f2e6', 'actor', 'a6', 'name:person::salim nasser', 'salim nasser'),
    ('6418439d14e7f2e6', 'place', 'p1', 'geonames:287286', 'muscat'),
    ('6418439d14e7f2e6', 'place', 'p2', 'geonames:2660646', 'geneva'),
    ('6541e4d19506afb4', 'actor', 'a1', 'name:person::ana perez', 'ana perez'),
    ('6541e4d19506afb4', 'actor', 'a2', 'name:person::salim nasser', 'salim nasser'),
    ('6541e4d19506afb4', 'actor', 'a3', 'only:6541e4d19506afb4:a3', 'aid workers'),
    ('6541e4d19506afb4', 'actor', 'a4', 'registry:yemen', 'yemen'),
    ('6541e4d19506afb4', 'actor', 'a5', 'registry:houthis', 'houthis'),
    ('6541e4d19506afb4', 'actor', 'a6', 'registry:united-nations', 'united nations'),
    ('6541e4d19506afb4', 'actor', 'a7', 'only:6541e4d19506afb4:a7', 'at least 40 people'),
    ('6541e4d19506afb4', 'place', 'p1', 'geonames:2660646', 'geneva'),
    ('6541e4d19506afb4', 'place', 'p2', 'geonames:70225', 'taiz');

CREATE TABLE issue(code VARCHAR, note VARCHAR, file VARCHAR, "offset" BIGINT, report_id VARCHAR, fatal BOOLEAN);

CREATE TABLE judgement("left" VARCHAR, "right" VARCHAR, verdict VARCHAR, reason VARCHAR, "by" VARCHAR, "at"
    TIMESTAMP);
INSERT INTO "judgement" VALUES
    ('name:person::ana perez', 'name:person::salim nasser', 'negative', 'two people', 'A. Editor', '2016-03-01 10:00:00');

CREATE TABLE layout("version" BIGINT, dateline VARCHAR, "at" TIMESTAMP);
INSERT INTO "layout" VALUES
    (12, '0.1.0', '2026-11-23 02:20:09.673562'),
    (13, '0.1.0', '2026-11-23 08:09:00.997120'),
    (14, '0.1.0', '2026-11-23 15:17:49.118637');

CREATE TABLE meeting(reading VARCHAR, report_id VARCHAR, id VARCHAR, "name" VARCHAR, span INTEGER[], status VARCHAR,
    venue VARCHAR, "when" STRUCT("value" VARCHAR, "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis
    VARCHAR), conveners VARCHAR[], mediators VARCHAR[], participants VARCHAR[], absent VARCHAR[], agenda VARCHAR,
    outcome VARCHAR, standings STRUCT(status VARCHAR, "by" VARCHAR, span INTEGER[], "when" STRUCT("value" VARCHAR,
    "start" DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR))[]);
INSERT INTO "meeting" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'm1', 'met U.N. envoy Ana Perez in Muscat on Sunday', [53, 97], 'held', 'p1', {'value': '2016-02-07', 'start': '2016-02-07', 'end': '2016-02-07', 'span': [91, 97], 'ambiguous': false, 'basis': 'relative'}, [], [], ['a2'], [], NULL, NULL, [{'status': 'held', 'by': NULL, 'span': [53, 56], 'when': {'value': '2016-02-07', 'start': '2016-02-07', 'end': '2016-02-07', 'span': [91, 97], 'ambiguous': false, 'basis': 'relative'}}]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'm2', 'The peace talks on Yemen', [99, 123], 'scheduled', 'p2', {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [161, 172], 'ambiguous': false, 'basis': 'relative'}, [], [], [], [], 'Yemen', NULL, [{'status': 'scheduled', 'by': NULL, 'span': [109, 114], 'when': {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [161, 172], 'ambiguous': false, 'basis': 'relative'}}]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'm1', 'peace talks on Yemen in Geneva', [53, 83], 'suspended', 'p1', {'value': '2016-02-03', 'start': '2016-02-03', 'end': '2016-02-03', 'span': [87, 96], 'ambiguous': false, 'basis': 'relative'}, ['a6'], [], [], [], 'Yemen', NULL, [{'status': 'suspended', 'by': NULL, 'span': [59, 64], 'when': {'value': '2016-02-03', 'start': '2016-02-03', 'end': '2016-02-03', 'span': [87, 96], 'ambiguous': false, 'basis': 'relative'}}]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'm2', 'the talks', [124, 133], 'scheduled', NULL, {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [150, 161], 'ambiguous': false, 'basis': 'relative'}, [], [], [], [], NULL, NULL, [{'status': 'scheduled', 'by': 'a1', 'span': [128, 133], 'when': {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [150, 161], 'ambiguous': false, 'basis': 'relative'}}]);

CREATE TABLE place(reading VARCHAR, report_id VARCHAR, id VARCHAR, "name" VARCHAR, kind VARCHAR, lat DOUBLE, lon
    DOUBLE, country VARCHAR, geonames_id BIGINT, "precision" VARCHAR, place_role VARCHAR, mentions INTEGER[][]);
INSERT INTO "place" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'p1', 'Muscat', 'city', 23.58413, 58.40778, 'OMN', 287286, 'exact', 'venue', [[0, 6], [81, 87]]),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'p2', 'Geneva', 'city', 46.20222, 6.14569, 'CHE', 2660646, 'exact', 'venue', [[151, 157]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'p1', 'Geneva', 'city', 46.20222, 6.14569, 'CHE', 2660646, 'exact', 'venue', [[77, 83]]),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'p2', 'Taiz', 'city', 13.58, 44.02, 'YEM', 70225, 'exact', 'venue', [[372, 376]]);

CREATE TABLE profile("key" VARCHAR, "names" VARCHAR[], kinds VARCHAR[], countries VARCHAR[], scenes VARCHAR[], roles
    STRUCT(title VARCHAR, "of" VARCHAR)[], "first" DATE, "last" DATE);
INSERT INTO "profile" VALUES
    ('name:person::ana perez', ['Ana Perez'], ['person'], [], ['SAU', 'YEM'], [{'title': 'envoy', 'of': 'united nations'}], '2016-02-03', '2016-02-08'),
    ('name:person::salim nasser', ['Salim Nasser'], ['person'], [], ['SAU', 'YEM'], [], '2016-02-03', '2016-02-08'),
    ('name:state:sau:saudi warplanes', [], ['state'], ['SAU'], ['SAU'], [], '2016-02-08', '2016-02-08'),
    ('registry:houthis', ['Ansar Allah', 'Ansar Allah movement', 'Ansarullah', 'Houthi movement', 'Houthi rebels', 'Houthis', 'Huthi rebels', 'Huthis', 'Iran-aligned Houthis'], ['armed_group'], ['YEM'], ['YEM'], [], '2016-02-03', '2016-02-03'),
    ('registry:united-nations', ['U.N.', 'UN', 'UNO', 'United Nations'], ['organisation'], [], ['YEM'], [], '2016-02-03', '2016-02-03'),
    ('registry:yemen', ['Republic of Yemen', 'Yemen'], ['state'], ['YEM'], ['SAU', 'YEM'], [], '2016-02-03', '2016-02-08');

CREATE TABLE proposal(reading VARCHAR, report_id VARCHAR, id VARCHAR, kind VARCHAR, "force" VARCHAR, terms INTEGER[],
    "by" VARCHAR[], "to" VARCHAR[], condition INTEGER[], takes_effect STRUCT("value" VARCHAR, "start" DATE, "end"
    DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR), responses STRUCT("by" VARCHAR, response VARCHAR, span
    INTEGER[])[]);
INSERT INTO "proposal" VALUES
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'r1', 'talks', 'promise', [124, 161], ['a1'], [], NULL, {'value': '2016-02-25', 'start': '2016-02-25', 'end': '2016-02-25', 'span': [150, 161], 'ambiguous': false, 'basis': 'relative'}, []),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'r2', 'other', 'precondition', [165, 181], ['a2'], [], [182, 203], NULL, []),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'r3', 'ceasefire', 'offer', [357, 368], ['a4'], [], NULL, NULL, [{'by': 'a5', 'response': 'rejects', 'span': [400, 418]}]);

CREATE TABLE reading(id VARCHAR, report_id VARCHAR, revision VARCHAR, notes VARCHAR[], superseded_by VARCHAR, added
    TIMESTAMP);
INSERT INTO "reading" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', '06eb57707ef322aa', [], NULL, '2026-11-23 02:20:16.153688'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', '06eb57707ef322aa', [], NULL, '2026-11-23 02:20:16.153688');

CREATE TABLE report(id VARCHAR, "text" VARCHAR, title VARCHAR, agency VARCHAR, publisher VARCHAR, authors VARCHAR[],
    credits STRUCT("role" VARCHAR, "name" VARCHAR, place VARCHAR)[], credit_lines VARCHAR[], dateline VARCHAR[],
    published TIMESTAMP, modified TIMESTAMP, date_basis VARCHAR, url VARCHAR, canonical_url VARCHAR, original_url
    VARCHAR, "language" VARCHAR, crossheads INTEGER[][], "chain" VARCHAR[], source_file VARCHAR, raw_sha256 VARCHAR,
    published_offset BIGINT, modified_offset BIGINT, text_sha256 VARCHAR);
INSERT INTO "report" VALUES
    ('8a762a4ee93c6a87', 'MUSCAT (Example Wire) - Rebel spokesman Salim Nasser met U.N. envoy Ana Perez in Muscat on Sunday. The peace talks on Yemen are scheduled to resume in Geneva on February 25.

Saudi warplanes bombed Sanaa on Saturday. At least 12 civilians were killed, a medical source said on condition of anonymity.', 'Envoy meets rebels in Muscat', NULL, NULL, [], [], [], [], '2016-02-08 00:00:00', NULL, 'front_matter', NULL, NULL, NULL, 'en', [], [], 'reports/again.md', 'ff2738eb3ad146c78ca215c44f5c6c292c4c18c53f63e96f966f56f7ffc1c068', NULL, NULL, '56b91f28745fa095d8e69673796534a4ac8478e6f68c86d833c89d2c797e0fce'),
    ('15c48eb7f8fd6128', 'GENEVA (Example Wire) - The United Nations suspended peace talks on Yemen in Geneva on Wednesday. U.N. envoy Ana Perez said the talks would resume on February 25.

"We will not sign before the sieges end," rebel spokesman Salim Nasser told reporters. At least 40 people were killed in air strikes on Aden on Monday, aid workers said. The government offered a ceasefire in Taiz, and the Houthi rebels rejected the offer.', 'Talks on Yemen suspended', NULL, NULL, [], [], [], [], '2016-02-03 00:00:00', NULL, 'front_matter', NULL, NULL, NULL, 'en', [], [], 'reports/truce.md', '25812cec9e9ae355c923bb2ceb1447488f69f363e6f2c7d54c45da3bdf37c444', NULL, NULL, '45fb311c5cbea9dd864c4f2110fb1209fa0bde0c5a9a85d7666ade13ec2f43e4');

CREATE TABLE report_file(report_id VARCHAR, file VARCHAR, raw_sha256 VARCHAR, publisher VARCHAR, url VARCHAR,
    published TIMESTAMP);
INSERT INTO "report_file" VALUES
    ('15c48eb7f8fd6128', 'reports/truce.md', '25812cec9e9ae355c923bb2ceb1447488f69f363e6f2c7d54c45da3bdf37c444', NULL, NULL, '2016-02-03 00:00:00'),
    ('8a762a4ee93c6a87', 'reports/again.md', 'ff2738eb3ad146c78ca215c44f5c6c292c4c18c53f63e96f966f56f7ffc1c068', NULL, NULL, '2016-02-08 00:00:00');

CREATE TABLE review(id VARCHAR, report_id VARCHAR, kind VARCHAR, item_id VARCHAR, words INTEGER[], verdict VARCHAR,
    changes VARCHAR, undoes VARCHAR, reason VARCHAR, "by" VARCHAR, "at" TIMESTAMP);
INSERT INTO "review" VALUES
    ('5f0c9a7be1d24836', '15c48eb7f8fd6128', 'event', 'e1', [43, 52], 'accept', NULL, NULL, 'as the sentence says', 'A. Editor', '2016-03-01 10:00:00');

CREATE TABLE revision(id VARCHAR, "version" VARCHAR, code VARCHAR, lexicon VARCHAR, model VARCHAR, written TIMESTAMP);
INSERT INTO "revision" VALUES
    ('06eb57707ef322aa', '0.1.0', '9d102c354ff69494', '56680f002e925818', '8fb3b3a100be868d', '2026-11-23 02:20:16.153688');

CREATE TABLE scene(reading VARCHAR, report_id VARCHAR, country VARCHAR, weight DOUBLE, "share" DOUBLE, titled
    BOOLEAN);
INSERT INTO "scene" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'OMN', 2.0, 0.4, true),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'YEM', 2.0, 0.4, false),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 'SAU', 1.0, 0.2, false),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'YEM', 9.0, 0.818, true),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 'CHE', 2.0, 0.182, false);

CREATE TABLE settled(reading VARCHAR);
INSERT INTO "settled" VALUES
    ('6418439d14e7f2e6'),
    ('6541e4d19506afb4');

CREATE TABLE shard(id VARCHAR, sha256 VARCHAR, joined TIMESTAMP);

CREATE TABLE sketch(report_id VARCHAR, bands BIGINT[]);

CREATE TABLE "statement"(reading VARCHAR, report_id VARCHAR, id VARCHAR, "content" INTEGER[][], cue INTEGER[], "mode"
    VARCHAR, speaker VARCHAR, speaker_span INTEGER[], anonymous VARCHAR, anonymity STRUCT(office VARCHAR, side
    VARCHAR, rank VARCHAR, condition VARCHAR), told_to VARCHAR, place VARCHAR, "when" STRUCT("value" VARCHAR, "start"
    DATE, "end" DATE, span INTEGER[], ambiguous BOOLEAN, basis VARCHAR), unresolved VARCHAR);
INSERT INTO "statement" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 's1', [[217, 250]], [269, 273], 'indirect', 'a1', [252, 268], 'a medical source', {'office': 'source', 'side': NULL, 'rank': NULL, 'condition': 'on condition of anonymity'}, NULL, NULL, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 's1', [[124, 161]], [119, 123], 'indirect', 'a1', [109, 118], NULL, NULL, NULL, NULL, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 's2', [[165, 203]], [235, 239], 'direct', 'a2', [222, 234], NULL, NULL, 'reporters', NULL, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 's3', [[251, 314]], [328, 332], 'indirect', 'a3', [316, 327], 'aid workers', {'office': 'worker', 'side': NULL, 'rank': NULL, 'condition': NULL}, NULL, NULL, NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 's4', [[357, 376]], [349, 356], 'indirect', 'a4', [334, 348], NULL, NULL, NULL, 'p2', NULL, NULL),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 's5', [[409, 418]], [400, 408], 'indirect', 'a5', [386, 399], NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE "time"(reading VARCHAR, report_id VARCHAR, id VARCHAR, span INTEGER[], "type" VARCHAR, "value" VARCHAR,
    "start" DATE, "end" DATE, ambiguous BOOLEAN, basis VARCHAR);
INSERT INTO "time" VALUES
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 't1', [91, 97], 'DATE', '2016-02-07', '2016-02-07', '2016-02-07', false, 'relative'),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 't2', [161, 172], 'DATE', '2016-02-25', '2016-02-25', '2016-02-25', false, 'relative'),
    ('6418439d14e7f2e6', '8a762a4ee93c6a87', 't3', [207, 215], 'DATE', '2016-02-06', '2016-02-06', '2016-02-06', false, 'relative'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 't1', [87, 96], 'DATE', '2016-02-03', '2016-02-03', '2016-02-03', false, 'relative'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 't2', [150, 161], 'DATE', '2016-02-25', '2016-02-25', '2016-02-25', false, 'relative'),
    ('6541e4d19506afb4', '15c48eb7f8fd6128', 't3', [308, 314], 'DATE', '2016-02-01', '2016-02-01', '2016-02-01', false, 'relative');

CREATE TABLE withdrawal(report_id VARCHAR, withdrawn BOOLEAN, reason VARCHAR, "instead" VARCHAR, "by" VARCHAR, "at"
    TIMESTAMP);
INSERT INTO "withdrawal" VALUES
    ('8a762a4ee93c6a87', true, 'the agency took it back', NULL, 'A. Editor', '2016-03-01 10:00:00'),
    ('8a762a4ee93c6a87', false, 'it stands', NULL, 'A. Editor', '2016-03-01 10:00:00');
