-- When what people decided is a pattern: as many documents as asked for, and as pure; and when a rule says it already.
SELECT plan(12);

SELECT set_config('test.org', hera.create_organization('Discovery', 'GBP', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
-- A person says of a document that it belongs to an account.
CREATE FUNCTION pg_temp.decide(p_payee text, p_account text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid;
BEGIN
    v_id := hera.submit(pg_temp.org(), jsonb_build_object('transaction_type', 'bill', 'total_amount', 60, 'counterparty', p_payee,
        'account', p_account, 'description', 'x')) ->> 'transaction_id';
    PERFORM hera.record_feedback(pg_temp.org(), v_id, 'approved');
END
$$;
CREATE FUNCTION pg_temp.found(p_support integer, p_precision numeric) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(string_agg(format('%s %s %s/%s', f.kind, f.account_code, f.support, f.documents), ', ' ORDER BY f.support DESC), 'none')
FROM hera_internal.find_patterns(pg_temp.org(), 1000, p_support, p_precision) AS f WHERE f.kind = 'payee'$$;

SELECT is(pg_temp.found(2, 0.5), 'none', 'nothing was decided');
SELECT pg_temp.decide('City Water', '5000') FROM generate_series(1, 4);
SELECT is(pg_temp.found(5, 1), 'none', 'four are not five');
SELECT is(pg_temp.found(4, 1), 'payee 5000 4/4', 'four are four');
SELECT pg_temp.decide('City Water', '7102');
SELECT is(pg_temp.found(4, 0.81), 'none', 'four of five are less than 81 hundredths');
SELECT is(pg_temp.found(4, 0.8), 'payee 5000 4/5', 'and just 80');
SELECT is(pg_temp.found(5, 0.8), 'none', 'the other one does not count for it');

CREATE FUNCTION pg_temp.payee() RETURNS uuid LANGUAGE sql AS
$$SELECT e.id FROM hera.core_entities AS e WHERE e.organization_id = pg_temp.org() AND e.name = 'City Water'$$;
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), NULL, NULL), false, 'no rule says it');
SELECT hera.define_rule(pg_temp.org(), '5000', '{"counterparty": "City Water", "maximum_amount": 100}', 'small ones');
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), NULL, NULL), false, 'a rule of some amounts does not');
SELECT hera.define_rule(pg_temp.org(), '5000', '{"counterparty": "City Water", "transaction_type": "expense"}', 'other ones');
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), NULL, NULL), false, 'nor one of another type');
SELECT set_config('test.rule', hera.define_rule(pg_temp.org(), '5000', '{"counterparty": "City Water"}', 'all')::text, true);
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), NULL, NULL), true, 'one of the payee does');
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), 'water', NULL), true, 'and of less than all of it');
SELECT hera.retire_rule(pg_temp.org(), current_setting('test.rule')::uuid);
SELECT is(hera_internal.has_such_rule(pg_temp.org(), 'bill', pg_temp.payee(), NULL, NULL), false, 'until it is retired');

SELECT * FROM finish();
