-- The gate is for guesses, and its floors are settings; the digest tells requests apart; a cursor is an id.
SELECT plan(14);

SELECT set_config('test.org', hera.create_organization('Gate')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.status(p_fields jsonb) RETURNS text LANGUAGE sql AS
$$SELECT hera.classify(pg_temp.org(), '{"transaction_type": "bill", "total_amount": 100}' || p_fields) ->> 'posting_status'$$;
-- The map of the stage decides the confidence: whatever the score of memory is, so many of a hundred thousand were right.
CREATE FUNCTION pg_temp.record(p_hits int) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM hera_internal.confidence_map WHERE organization_id = pg_temp.org();
    INSERT INTO hera_internal.confidence_map (
        organization_id, stage, scores, confidences, outcomes, fitted_at, fitted_on
    )
    VALUES (pg_temp.org(), 'memory', '{0.0001, 1}', array_fill(p_hits / 100000.0, '{2}'), 100000, now(), current_date);
    RETURN pg_temp.status('{"counterparty": "Known"}');
END
$$;

SELECT is(pg_temp.status('{"account": "5000"}'), 'posted', 'a stated account is posted');
SELECT is(pg_temp.status('{"transaction_type": "payment"}'), 'posted', 'a type that says all is posted');
SELECT is(pg_temp.status('{"counterparty": "Nobody"}'), 'manual_required', 'what nobody knows is coded by hand');
SELECT hera.record_feedback(pg_temp.org(), (hera.submit(pg_temp.org(),
    '{"transaction_type": "bill", "total_amount": 100, "counterparty": "Known"}') ->> 'transaction_id')::uuid,
    'corrected', '{"account": "5000"}');
SELECT is(pg_temp.record(90000), 'pending_review', 'a sure guess waits while its gate is closed');
INSERT INTO hera_internal.posting_gate (
    organization_id, family, threshold, budget, certainty, looks, looked_at, looked_on, reason
)
VALUES (pg_temp.org(), 'HERA.PROCUREMENT.BILL', 0.85, 0.03, 0.95, 1, now(), current_date, 'opened by a test')
ON CONFLICT (organization_id, family) DO UPDATE SET threshold = excluded.threshold;
SELECT is(pg_temp.record(90000), 'auto_posted', 'and is posted when it is open');
SELECT is(pg_temp.record(84900), 'pending_review', 'one below the threshold is reviewed');
SELECT is(pg_temp.record(60100), 'pending_review', 'down to the second threshold');
SELECT hera.set_setting('ai_confidence_threshold', '0.95', pg_temp.org());
SELECT is(pg_temp.record(90000), 'pending_review', 'an organization may ask for more');
SELECT hera.set_setting('ai_review_threshold', '0.92', pg_temp.org());
SELECT is(pg_temp.record(90000), 'manual_required', 'for both thresholds');

SELECT is(
    hera_internal.field_digests('{"a": 1, "idempotency_key": "x", "request_id": "y", "raise_on_error": true, "b": null}'),
    hera_internal.field_digests('{"a": 1}'), 'what may differ between tries is left out'
);
SELECT isnt(hera_internal.field_digests('{"a": 1}'), hera_internal.field_digests('{"a": "1"}'), 'a number is not a text');
SELECT is(hera_internal.read_cursor(NULL), NULL, 'no cursor is the first page');
SELECT is(hera_internal.read_cursor('01900000-0000-7000-8000-000000000001'), '01900000-0000-7000-8000-000000000001', 'a cursor is an id');
SELECT throws_ok($$SELECT hera_internal.read_cursor('01900000-0000-7000-8000-000000000001 OR true')$$, 'ZHV06', NULL, 'and nothing else');

SELECT * FROM finish();
