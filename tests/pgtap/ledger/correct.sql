-- A correction: reversal and new document in one call, or neither.
SELECT plan(39);

SELECT set_config('test.org', hera.create_organization('Corrections')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS 'SELECT current_setting(''test.org'')::uuid';
CREATE FUNCTION pg_temp.id(p_name text) RETURNS uuid LANGUAGE sql AS
$$ SELECT current_setting('test.' || p_name)::uuid $$;
CREATE FUNCTION pg_temp.send(p_name text, p_request text) RETURNS text LANGUAGE sql AS
$$ SELECT set_config('test.' || p_name,
       hera.submit(pg_temp.org(), p_request::jsonb || '{"raise_on_error": true}') ->> 'transaction_id', true) $$;
CREATE TEMPORARY TABLE outcome (name text PRIMARY KEY, value jsonb);
CREATE FUNCTION pg_temp.correct(p_name text, p_original text, p_request text) RETURNS jsonb LANGUAGE plpgsql AS
$$ DECLARE v jsonb := hera.correct(pg_temp.org(), pg_temp.id(p_original), p_request::jsonb, 'wrong');
BEGIN
    INSERT INTO outcome VALUES (p_name, v);
    PERFORM set_config('test.' || p_name, v ->> 'transaction_id', true);
    RETURN v;
END $$;
CREATE FUNCTION pg_temp.posted(p_name text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(format('%s %s %s%s', l ->> 'account', l ->> 'side', l ->> 'amount', ' ' || (l ->> 'unit')), ', ' ORDER BY n)
   FROM jsonb_array_elements((SELECT value -> 'posting' FROM outcome WHERE name = p_name)) WITH ORDINALITY AS x (l, n) $$;
CREATE FUNCTION pg_temp.documents() RETURNS bigint LANGUAGE sql AS
$$ SELECT count(*) FROM hera.list_transactions(pg_temp.org(), p_limit => 1000) $$;
CREATE FUNCTION pg_temp.balance(p_account text) RETURNS numeric LANGUAGE sql AS
$$ SELECT coalesce(sum(balance), 0) FROM hera.account_balance(pg_temp.org(), p_account) $$;

SELECT pg_temp.send('bill', '{"transaction_type": "bill", "transaction_date": "2026-01-10", "due_date": "2026-02-10",
    "total_amount": 120, "tax_amount": 20, "account": "5000", "counterparty": "Acme", "description": "flour",
    "unit": "bar", "metadata": {"a": null}}');
SELECT is(pg_temp.correct('bill2', 'bill', '{"total_amount": 60, "tax_amount": 10}') ->> 'status', 'posted', 'a correction posts');
SELECT is(pg_temp.posted('bill2'), '5000 debit 50 bar, 1150 debit 10 bar, 2000 credit 60 bar', 'what is not changed is kept');
SELECT is(value ->> 'corrects', pg_temp.id('bill')::text, 'it names the corrected document') FROM outcome WHERE name = 'bill2';
SELECT is(value ->> 'reverses', pg_temp.id('bill')::text, 'which is reversed') FROM outcome WHERE name = 'bill2';
SELECT is(
    value ->> 'reversal_id', hera.get_transaction(pg_temp.org(), pg_temp.id('bill')) #>> '{reversed_by}',
    'and the reversal'
) FROM outcome WHERE name = 'bill2';
SELECT is(pg_temp.balance('2000'), -60::numeric, 'the books hold the new document only');
SELECT is(pg_temp.balance('5000'), 50::numeric, 'on every account');
SELECT is(
    (SELECT t.due_date || ' ' || t.transaction_date || ' ' || x.metadata::text FROM hera.universal_transactions AS t
     INNER JOIN hera_internal.transaction_text AS x ON x.transaction_id = t.id
     WHERE t.id = pg_temp.id('bill2')), '2026-02-10 2026-01-10 {"a": null}', 'dates and metadata are kept'
);
SELECT throws_ok($$ SELECT pg_temp.correct('x', 'bill', '{}') $$, 'ZHL09', NULL, 'a document is corrected once');
SELECT is(pg_temp.correct('bill3', 'bill2', '{"account": "5010", "unit": null}') ->> 'status', 'posted', 'but the correction can be corrected');
SELECT is(pg_temp.posted('bill3'), '5010 debit 50, 1150 debit 10, 2000 credit 60', 'account changed, unit taken away');

SELECT set_config('test.before', pg_temp.documents()::text, true);
SELECT is(
    pg_temp.correct('refused', 'bill3', '{"total_amount": 0, "surprise": 1}') #>> '{errors,0,code}', 'VAL_004',
    'faults are an outcome'
);
SELECT is(value ->> 'status', 'rejected', 'which says rejected') FROM outcome WHERE name = 'refused';
SELECT ok(NOT value ? 'corrects', 'and corrects nothing') FROM outcome WHERE name = 'refused';
SELECT is(pg_temp.documents()::text, current_setting('test.before'), 'nothing is reversed, nothing is stored');
SELECT throws_ok(
    $$ SELECT pg_temp.correct('x', 'bill3', '{"total_amount": 0, "raise_on_error": true}') $$, 'ZHV09', NULL,
    'or an exception, where it is asked for'
);
SELECT is(hera.correct(pg_temp.org(), pg_temp.id('bill3'), '[]', 'wrong') #>> '{errors,0,code}', 'VAL_003', 'a request is an object');
SELECT is(hera.correct(pg_temp.org(), pg_temp.id('bill3'), NULL, 'wrong') #>> '{errors,0,code}', 'VAL_003', 'and not NULL');
SELECT throws_ok($$ SELECT hera.correct(pg_temp.org(), pg_temp.id('bill3'), '{}', ' ') $$, 'ZHV05', NULL, 'a reason is needed');
SELECT throws_ok($$ SELECT hera.correct(pg_temp.org(), pg_temp.org(), '{}', 'wrong') $$, 'ZHL08', NULL, 'and a document');

SELECT pg_temp.send('journal', '{"transaction_type": "journal", "transaction_date": "2026-01-11", "unit": "bar", "lines": [
    {"account": "1000", "side": "debit", "amount": 10, "description": "in"},
    {"account": "4000", "side": "credit", "amount": 10, "unit": "shop"}]}');
SELECT is(pg_temp.correct('journal2', 'journal', '{"unit": "van"}') ->> 'status', 'posted', 'stated lines are kept');
SELECT is(pg_temp.posted('journal2'), '1000 debit 10 van, 4000 credit 10 shop', 'a changed unit reaches the lines that had it');
SELECT is(
    (SELECT x.line_descriptions FROM hera_internal.transaction_text AS x WHERE x.transaction_id = pg_temp.id('journal2')),
    '{"1": "in"}', 'with their descriptions'
);
SELECT is(
    pg_temp.correct('x1', 'journal2', '{"total_amount": 4}') #>> '{errors,0,path}', 'lines',
    'another total needs other lines'
);
SELECT is(
    pg_temp.correct('journal3', 'journal2', '{"lines": [{"account": "1000", "side": "debit", "amount": 4},
        {"account": "4000", "side": "credit", "amount": 4}]}') ->> 'status', 'posted', 'other lines bring their total'
);
SELECT pg_temp.send('credit', '{"transaction_type": "bill", "transaction_date": "2026-01-10", "total_amount": -24,
    "tax_amount": -4, "account": "5000"}');
SELECT is(pg_temp.correct('credit2', 'credit', '{"tax_amount": null}') ->> 'status', 'posted', 'a credit note stays one');
SELECT is(pg_temp.posted('credit2'), '5000 credit 24, 2000 debit 24', 'on its side');

SELECT pg_temp.send('invoice', '{"transaction_type": "invoice", "transaction_date": "2026-01-12", "total_amount": 100,
    "account": "4000"}');
SELECT pg_temp.send('payment', format('{"transaction_type": "customer_payment", "transaction_date": "2026-01-13",
    "total_amount": 90, "settles": [{"transaction_id": "%s", "amount": 90}]}', pg_temp.id('invoice')));
SELECT is(pg_temp.correct('payment2', 'payment', '{"transaction_date": "2026-01-14"}') ->> 'status', 'posted', 'a payment settles what it settled');
SELECT is(
    (SELECT a.open_amount FROM hera.aged_items(pg_temp.org(), 'receivable', '2026-01-31') AS a), 10::numeric,
    'once'
);
SELECT is(
    pg_temp.correct('x2', 'payment2', format('{"total_amount": 110, "settles": [{"transaction_id": "%s", "amount": 110}]}',
        pg_temp.id('invoice'))) #>> '{errors,0,code}', 'LED_010', 'more than is open is refused after the reversal'
);
SELECT is(
    (SELECT a.open_amount FROM hera.aged_items(pg_temp.org(), 'receivable', '2026-01-31') AS a), 10::numeric,
    'and the reversal is undone'
);
SELECT is(
    pg_temp.correct('keyed', 'invoice', '{"total_amount": 101, "idempotency_key": "k"}') ->> 'replayed', 'false',
    'a correction may have a key'
);
SELECT is(
    (hera.correct(pg_temp.org(), pg_temp.id('invoice'), '{"total_amount": 101, "idempotency_key": "k"}', 'wrong')
        - ARRAY['replayed', 'timings', 'rate_limit'])::jsonb,
    (SELECT value - ARRAY['replayed', 'timings', 'rate_limit'] FROM outcome WHERE name = 'keyed'),
    'and gives the first outcome again'
);
SELECT is(
    hera.correct(pg_temp.org(), pg_temp.id('credit2'), '{"total_amount": -3, "idempotency_key": "k"}', 'wrong')
        #>> '{errors,0,code}', 'VAL_012', 'another correction needs another key'
);
SELECT is(
    pg_temp.correct('anew', 'keyed', '{"account": null}') ->> 'status', 'manual_required',
    'without its account a document is classified anew'
);
SELECT ok(
    hera.get_transaction(pg_temp.org(), pg_temp.id('keyed')) ->> 'reversed_by' IS NOT NULL,
    'and reversed although its correction waits'
);
SELECT hera.close_period(pg_temp.org(), '2026-01');
SELECT is(pg_temp.correct('late', 'bill3', '{"total_amount": 61}') ->> 'status', 'posted', 'a document of a closed period is corrected');
SELECT is(
    (SELECT t.transaction_date FROM hera.universal_transactions AS t WHERE t.id = pg_temp.id('late')),
    (now() AT TIME ZONE 'UTC')::date, 'today'
);
SELECT is(
    (SELECT count(*) FROM hera_internal.audit_leaf AS a
     WHERE a.organization_id = pg_temp.org() AND a.event = 'transaction.corrected'),
    (SELECT count(*) FROM outcome WHERE value ? 'corrects'), 'every correction left its leaf'
);
SELECT * FROM finish();
