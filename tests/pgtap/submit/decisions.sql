-- The gate is for guesses; the digest tells requests apart; a cursor is an id.
SELECT plan(14);

SELECT is(
    hera_internal.decide_status(
        jsonb_populate_record(NULL::hera_internal.caller_context,
            '{"settings": {"ai_confidence_threshold": "0.85", "ai_review_threshold": "0.60"}}'),
        jsonb_populate_record(NULL::hera_internal.classification,
            jsonb_build_object('stage', c.stage, 'confidence', c.confidence))
    ), c.wanted, concat_ws(' ', c.stage, c.confidence)
)
FROM (
    VALUES ('stated', NULL, 'posted'), ('type', NULL, 'posted'), ('rule', NULL, 'posted'), ('memory', 0.85, 'auto_posted'),
    ('memory', 0.8499, 'pending_review'), ('neighbours', 0.60, 'pending_review'), ('neighbours', 0.5999, 'manual_required'),
    ('none', NULL, 'manual_required'), ('memory', 1, 'auto_posted')
) AS c (stage, confidence, wanted);
SELECT is(
    hera_internal.field_digests('{"a": 1, "idempotency_key": "x", "request_id": "y", "raise_on_error": true, "b": null}'),
    hera_internal.field_digests('{"a": 1}'), 'what may differ between tries is left out'
);
SELECT isnt(hera_internal.field_digests('{"a": 1}'), hera_internal.field_digests('{"a": "1"}'), 'a number is not a text');
SELECT is(hera_internal.read_cursor(NULL), NULL, 'no cursor is the first page');
SELECT is(hera_internal.read_cursor('01900000-0000-7000-8000-000000000001'), '01900000-0000-7000-8000-000000000001', 'a cursor is an id');
SELECT throws_ok($$SELECT hera_internal.read_cursor('01900000-0000-7000-8000-000000000001 OR true')$$, 'ZHV06', NULL, 'and nothing else');

SELECT * FROM finish();
