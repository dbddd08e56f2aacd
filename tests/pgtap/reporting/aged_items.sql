-- Open items: what is open on a day after settlements, reversals and credit notes, by age; they add up to the control
-- account.
SELECT plan(19);

SELECT set_config('test.org', hera.create_organization('Aged')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS 'SELECT current_setting(''test.org'')::uuid';
CREATE FUNCTION pg_temp.send(p_name text, p_request text) RETURNS text LANGUAGE sql AS
$$ SELECT set_config('test.' || p_name, hera.submit(
       pg_temp.org(), p_request::jsonb || jsonb_build_object('raise_on_error', true, 'reference_number', p_name)
   ) ->> 'transaction_id', true) $$;
CREATE FUNCTION pg_temp.pay(p_name text, p_day text, p_amount numeric, p_settled text) RETURNS text LANGUAGE sql AS
$$ SELECT pg_temp.send(p_name, jsonb_build_object(
       'transaction_type', 'customer_payment', 'transaction_date', p_day, 'total_amount', p_amount,
       'settles', jsonb_build_array(jsonb_build_object(
           'transaction_id', current_setting('test.' || p_settled), 'amount', p_amount))
   )::text) $$;
CREATE FUNCTION pg_temp.open_on(p_day date, p_kind text DEFAULT 'receivable') RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(format('%s %s %s', a.reference_number, a.open_amount, a.bucket), ', ' ORDER BY a.reference_number)
   FROM hera.aged_items(pg_temp.org(), p_kind, p_day) AS a $$;
CREATE FUNCTION pg_temp.ties(p_day date) RETURNS boolean LANGUAGE sql AS
$$ SELECT NOT EXISTS (
       SELECT FROM (SELECT a.currency, sum(a.open_amount) AS open FROM hera.aged_items(pg_temp.org(), 'receivable', p_day) AS a GROUP BY 1) AS a
       FULL JOIN hera.account_balance(pg_temp.org(), '1100', p_day) AS b ON b.currency = a.currency
       WHERE coalesce(a.open, 0) <> coalesce(b.balance, 0)) $$;

SELECT pg_temp.send('i1', '{"transaction_type": "invoice", "transaction_date": "2026-01-01", "due_date": "2026-01-31",
    "total_amount": 100, "account": "4000", "counterparty": "Zed"}');
SELECT pg_temp.send('i2', '{"transaction_type": "invoice", "transaction_date": "2026-01-05", "total_amount": 50,
    "account": "4000", "counterparty": "Zed"}');
SELECT pg_temp.send('e1', '{"transaction_type": "invoice", "transaction_date": "2026-01-05", "total_amount": 9,
    "currency": "EUR", "exchange_rate": 0.9, "account": "4000", "counterparty": "Zed"}');
SELECT is(pg_temp.open_on('2026-01-31'), 'e1 9 1-30, i1 100 not due, i2 50 1-30', 'due on its own date where none is given');
SELECT is(pg_temp.open_on('2026-01-04'), 'i1 100 not due', 'a later document is not there yet');
SELECT is(
    (SELECT array_agg(a.bucket || ' ' || a.days_overdue ORDER BY d.day)
     FROM unnest('{2026-01-31,2026-02-01,2026-03-02,2026-03-03,2026-04-01,2026-04-02,2026-05-01,2026-05-02}'::date[]) AS d (day)
     CROSS JOIN LATERAL hera.aged_items(pg_temp.org(), 'receivable', d.day) AS a WHERE a.reference_number = 'i1'),
    '{not due 0,1-30 1,1-30 30,31-60 31,31-60 60,61-90 61,61-90 90,over 90 91}', 'the edges of the buckets'
);
SELECT pg_temp.pay('p1', '2026-02-10', 40, 'i1');
SELECT is(pg_temp.open_on('2026-02-09'), 'e1 9 31-60, i1 100 1-30, i2 50 31-60', 'a later payment settles nothing yet');
SELECT is(pg_temp.open_on('2026-02-10'), 'e1 9 31-60, i1 60 1-30, i2 50 31-60', 'a payment lowers what is open');
SELECT ok(pg_temp.ties('2026-02-10'), 'open items are the balance of the control account');
SELECT hera.reverse(pg_temp.org(), current_setting('test.p1')::uuid, 'bounced', '2026-02-20');
SELECT is(pg_temp.open_on('2026-02-19'), 'e1 9 31-60, i1 60 1-30, i2 50 31-60', 'until the payment is reversed');
SELECT is(pg_temp.open_on('2026-02-20'), 'e1 9 31-60, i1 100 1-30, i2 50 31-60', 'a reversed payment settles nothing');
SELECT pg_temp.pay('p2', '2026-02-25', 100, 'i1');
SELECT is(pg_temp.open_on('2026-02-25'), 'e1 9 31-60, i2 50 31-60', 'a document that is settled is not open');
SELECT pg_temp.send('c1', '{"transaction_type": "invoice", "transaction_date": "2026-02-26", "total_amount": -20,
    "account": "4000", "counterparty": "Zed"}');
SELECT pg_temp.send('p3', '{"transaction_type": "customer_payment", "transaction_date": "2026-02-26", "total_amount": 5}');
SELECT is(pg_temp.open_on('2026-02-26'), 'c1 -20 not due, e1 9 31-60, i2 50 31-60, p3 -5 not due',
    'credit notes and payments that settle nothing are negative');
SELECT hera.reverse(pg_temp.org(), current_setting('test.i2')::uuid, 'wrong customer', '2026-02-27');
SELECT is(pg_temp.open_on('2026-02-27'), 'c1 -20 1-30, e1 9 31-60, p3 -5 1-30', 'a reversed document is not open');
SELECT hera.reverse(pg_temp.org(), current_setting('test.i1')::uuid, 'cancelled', '2026-02-28');
SELECT is(pg_temp.open_on('2026-02-28'), 'c1 -20 1-30, e1 9 31-60, p2 -100 1-30, p3 -5 1-30',
    'its payment is open again');
SELECT hera.reverse(pg_temp.org(), (hera.get_transaction(pg_temp.org(), current_setting('test.i1')::uuid) #>> '{reversed_by}')::uuid, 'it stands', '2026-03-01');
SELECT is(pg_temp.open_on('2026-03-01'), 'c1 -20 1-30, e1 9 31-60, p3 -5 1-30', 'a reversed reversal undoes nothing');
SELECT ok(bool_and(pg_temp.ties(d::date)), 'open items are the balance of the control account on every day')
FROM generate_series(date '2026-01-01', date '2026-03-02', '1 day') AS d;

SELECT pg_temp.send('b1', '{"transaction_type": "bill", "transaction_date": "2026-01-05", "total_amount": 30,
    "account": "5000", "counterparty": "Acme"}');
SELECT is(pg_temp.open_on('2026-01-06', 'payable'), 'b1 30 1-30', 'payables are positive where they are owed');
SELECT is(
    (SELECT count(*) FROM hera.aged_items(pg_temp.org(), 'payable') AS a WHERE a.bucket = 'over 90'),
    (SELECT count(*) FROM hera.aged_items(pg_temp.org(), 'payable', (now() AT TIME ZONE 'UTC')::date) AS a
     WHERE a.bucket = 'over 90'), 'today unless another day is given'
);
SELECT throws_ok($$ SELECT hera.aged_items(pg_temp.org(), 'bank') $$, 'ZHV10', NULL, 'receivable or payable');
SELECT throws_ok($$ SELECT hera.aged_items(pg_temp.org(), NULL) $$, 'ZHV10', NULL, 'and one of them');

CREATE ROLE pgtap_aged_writer;
GRANT hera_app TO pgtap_aged_writer;
SELECT hera.grant_access(pg_temp.org(), 'pgtap_aged_writer', 'writer', 'integration');
SET LOCAL ROLE pgtap_aged_writer;
SELECT throws_ok(
    format('SELECT hera.aged_items(%L, %L)', current_setting('test.org'), 'payable'), 'ZHZ01', NULL,
    'who may not read reports gets no open items'
);
RESET ROLE;
SELECT * FROM finish();
