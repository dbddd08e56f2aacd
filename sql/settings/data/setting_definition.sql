INSERT INTO hera_internal.setting_definition (
    name, value_type, default_value, minimum, maximum, per_organization, description
)
VALUES
('ai_confidence_threshold', 'number', '0.85', 0.85, 1, true,
    'Confidence that a guess needs to be posted without a person, beside an open gate; 0.85 is the floor.'),
('ai_promotion_minimum', 'integer', '30', 0, 100000, true,
    'Documents that people must have judged while a model ran in shadow before it is promoted; 0 lets it speak at once.'),
('ai_review_threshold', 'number', '0.60', 0.60, 1, true,
    'Confidence from which a guess is proposed for review; below it the document is coded by hand.'),
('ai_share_features', 'boolean', 'false', NULL, NULL, true,
    'Whether decisions of this organization may teach the prior that organizations with little history start from.'),
('ai_training_minimum', 'integer', '100', 20, 1000000, true,
    'Decisions of people from which an organization gets a model of its own.'),
('ai_training_rows', 'integer', '40000', 100, 1000000, true, 'Latest decisions that a model is trained on.'),
('batch_max_items', 'integer', '1000', 1, 10000, true, 'Most requests in one call of hera.submit_batch.'),
('error_budget', 'number', '0.03', 0.001, 0.2, true,
    'Share of automatically posted guesses that may be wrong; the posting gate of each family of smart codes keeps to it.'),
('error_certainty', 'number', '0.95', 0.8, 0.999, true,
    'Certainty with which the posting gate keeps to the error budget, over all its looks together.'),
('four_eyes_amount', 'number', '0', 0, 1000000000000000, true,
    'Gross amount from which a document that waits needs a second person''s approval; 0 for never.'),
('match_days_ahead', 'integer', '7', 0, 3660, true,
    'Days by which an open document may be dated after the payment that is matched with it.'),
('match_tolerance', 'number', '0', 0, 1000000, true,
    'Amount by which a payment may differ from the open document that it is matched with.'),
('match_window_days', 'integer', '400', 0, 3660, true,
    'Days by which an open document may be dated before the payment that is matched with it; 0 switches matching off.'),
('max_lines', 'integer', '1000', 2, 10000, true, 'Most lines in one request.'),
('max_request_bytes', 'integer', '1048576', 1024, 16777216, true, 'Largest request, in bytes.'),
('rate_limit_burst', 'integer', '0', 0, 1000000, true,
    'Requests admitted at once; 0 takes the value of rate_limit_max_requests.'),
('rate_limit_max_requests', 'integer', '100', 1, 100000000, true, 'Requests admitted in one window.'),
('rate_limit_window', 'integer', '60000', 1, 86400000, true, 'Window of the rate limit, in milliseconds.'),
('review_claim_seconds', 'integer', '900', 1, 86400, true,
    'Seconds for which a document that a reviewer took from the queue is not given to another.'),
('review_share', 'number', '0.1', 0, 1, true,
    'Share of automatically posted guesses that is drawn at random for review, as evidence for the posting gate; 1 where all are reviewed.')
ON CONFLICT (name) DO UPDATE
SET
    value_type = excluded.value_type,
    default_value = excluded.default_value,
    minimum = excluded.minimum,
    maximum = excluded.maximum,
    per_organization = excluded.per_organization,
    description = excluded.description;

UPDATE hera.core_organizations AS o
SET settings = d.defaults || o.settings
FROM (
    SELECT jsonb_object_agg(s.name, s.default_value) AS defaults FROM hera_internal.setting_definition AS s
) AS d
WHERE NOT o.settings ?& (SELECT array_agg(s.name) FROM hera_internal.setting_definition AS s);
