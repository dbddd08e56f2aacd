-- A document that is in the books already is suspected at once, by payee, amount and reference.
SELECT plan(30);

SELECT set_config('test.org', hera.create_organization('Duplicates')::text, true);
SELECT hera.set_setting('rate_limit_max_requests', '100000', current_setting('test.org')::uuid);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.request(p_fields jsonb) RETURNS jsonb LANGUAGE sql AS
$$SELECT '{"transaction_type": "bill", "transaction_date": "2026-06-10", "total_amount": 100, "counterparty": "Acme",
    "reference_number": "R-1", "account": "5000"}'::jsonb || p_fields$$;
CREATE FUNCTION pg_temp.send(p_fields jsonb DEFAULT '{}') RETURNS uuid LANGUAGE sql AS
$$SELECT (hera.submit(pg_temp.org(), pg_temp.request(p_fields)) ->> 'transaction_id')::uuid$$;
CREATE FUNCTION pg_temp.suspicion(p_fields jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS
$$SELECT t.token FROM jsonb_array_elements_text(hera.classify(pg_temp.org(), pg_temp.request(p_fields)) -> 'dimensions') AS t (token)
WHERE t.token LIKE 'DUPLICATE%'$$;

SELECT is(pg_temp.suspicion(), NULL, 'nothing is in the books');
SELECT set_config('test.first', pg_temp.send()::text, true);
SELECT is(pg_temp.suspicion(), 'DUPLICATE_HIGH', 'the same again, a moment later');
SELECT is(pg_temp.suspicion('{"reference_number": " r/1 "}'), 'DUPLICATE_HIGH', 'the reference in another spelling');
SELECT is(pg_temp.suspicion('{"counterparty": "  ACME"}'), 'DUPLICATE_HIGH', 'the payee in another spelling');
SELECT is(pg_temp.suspicion('{"total_amount": "100.00"}'), 'DUPLICATE_HIGH', 'the amount in another spelling');
SELECT is(pg_temp.suspicion('{"transaction_date": "2020-01-01"}'), 'DUPLICATE_HIGH', 'the same reference on any day');
SELECT is(pg_temp.suspicion('{"transaction_type": "purchase_invoice"}'), 'DUPLICATE_HIGH', 'another name of the type');
SELECT is(pg_temp.suspicion('{"counterparty": "Other"}'), NULL, 'another payee');
SELECT is(pg_temp.suspicion('{"total_amount": 100.01}'), NULL, 'another amount');
SELECT is(pg_temp.suspicion('{"total_amount": -100}'), NULL, 'a credit note is no duplicate of its bill');
SELECT is(pg_temp.suspicion('{"currency": "EUR"}'), NULL, 'nor is the amount in another currency');
SELECT is(pg_temp.suspicion('{"transaction_type": "payment", "account": null}'), NULL, 'nor is the payment of a bill');
SELECT is(pg_temp.suspicion('{"reference_number": "R-2"}'), 'DUPLICATE_LOW', 'another reference');
SELECT is(pg_temp.suspicion('{"reference_number": "R-2", "transaction_date": "2026-07-25"}'), 'DUPLICATE_LOW', '45 days later');
SELECT is(pg_temp.suspicion('{"reference_number": "R-2", "transaction_date": "2026-07-26"}'), NULL, '46 days later');
SELECT is(pg_temp.suspicion('{"reference_number": "R-2", "transaction_date": "2026-04-26"}'), 'DUPLICATE_LOW', '45 days before');
SELECT is(pg_temp.suspicion('{"reference_number": null}'), 'DUPLICATE_MID', 'no reference, the same day');
SELECT is(pg_temp.suspicion('{"reference_number": null, "transaction_date": "2026-06-17"}'), 'DUPLICATE_MID', 'within 7 days');
SELECT is(pg_temp.suspicion('{"reference_number": null, "transaction_date": "2026-06-18"}'), 'DUPLICATE_LOW', '8 days');
SELECT is(pg_temp.suspicion('{"reference_number": null, "transaction_date": "2026-06-03"}'), 'DUPLICATE_MID', '7 days before');
SELECT is(pg_temp.suspicion('{"reference_number": " -/ "}'), 'DUPLICATE_MID', 'a reference of signs is none');

-- 60 documents of the same payee and amount with other references, then the first again.
SELECT count(pg_temp.send(jsonb_build_object('reference_number', 'N' || g, 'transaction_date', date '2026-06-10' + g)))
FROM generate_series(1, 60) AS g;
SELECT is(pg_temp.suspicion('{"transaction_date": "2026-08-09"}'), 'DUPLICATE_HIGH', 'the reference is found behind many others');

-- What was undone is not in the books.
SELECT hera.set_setting('dimension_duplicate_days', '0', pg_temp.org());
SELECT hera.set_setting('dimension_duplicate_window_days', '0', pg_temp.org());
SELECT hera.reverse(pg_temp.org(), current_setting('test.first')::uuid, 'entered twice');
SELECT is(pg_temp.suspicion(), NULL, 'a reversed document may be sent again');
SELECT set_config('test.draft', pg_temp.send('{"counterparty": "Nobody", "account": null}')::text, true);
SELECT is(pg_temp.suspicion('{"counterparty": "Nobody"}'), 'DUPLICATE_HIGH', 'a document that waits counts');
SELECT is(
    (SELECT hera.update_draft(pg_temp.org(), current_setting('test.draft')::uuid, '{"unit": "A"}') -> 'dimensions' ? 'DUPLICATE_HIGH'),
    false, 'a draft is no duplicate of itself'
);
SELECT hera.update_draft(pg_temp.org(), current_setting('test.draft')::uuid, '{"total_amount": 55}');
SELECT is(pg_temp.suspicion('{"counterparty": "Nobody"}'), NULL, 'nor of what a draft was before it was changed');
SELECT is(pg_temp.suspicion('{"counterparty": "Nobody", "total_amount": 55}'), 'DUPLICATE_HIGH', 'it is of what the draft is now');
SELECT hera.record_feedback(pg_temp.org(), current_setting('test.draft')::uuid, 'rejected');
SELECT is(pg_temp.suspicion('{"counterparty": "Nobody", "total_amount": 55}'), NULL, 'a voided document may be sent again');
SELECT is(
    (SELECT hera.correct(pg_temp.org(), pg_temp.send('{"counterparty": "Fixed"}'), '{"account": "5010"}', 'wrong') -> 'dimensions' ? 'DUPLICATE_HIGH'),
    false, 'a correction is no duplicate of what it corrects'
);
SELECT is(
    (SELECT o.value -> 'dimensions' ? 'DUPLICATE_HIGH' FROM hera.submit_batch(pg_temp.org(), jsonb_build_array(
        pg_temp.request('{"counterparty": "Twin"}'), pg_temp.request('{"counterparty": "Twin"}'))) AS o (item, value) WHERE o.item = 1),
    true, 'two items of a batch'
);

SELECT * FROM finish();
