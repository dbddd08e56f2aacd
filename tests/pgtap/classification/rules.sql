-- Rules: which of several speaks, what a condition may be.
SELECT plan(17);

SELECT set_config('test.org', hera.create_organization('Rules')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
-- SQLSTATE, code and path of what a statement raises, or none.
CREATE FUNCTION pg_temp.raised(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
    v_text text;
BEGIN
    EXECUTE p_statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_text = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', v_state, CASE WHEN v_state LIKE 'ZH%' THEN v_text::jsonb ->> 'path' END);
END
$$;
CREATE FUNCTION pg_temp.account(p_fields jsonb) RETURNS text LANGUAGE sql AS
$$SELECT hera.classify(pg_temp.org(), '{"transaction_type": "bill", "total_amount": 100}' || p_fields) ->> 'account'$$;
CREATE FUNCTION pg_temp.rule(p_account text, p_conditions jsonb) RETURNS uuid LANGUAGE sql AS
$$SELECT hera.define_rule(pg_temp.org(), p_account, p_conditions, 'A rule.')$$;

SELECT is(pg_temp.account('{"counterparty": "Acme"}'), NULL, 'nothing is known');
SELECT pg_temp.rule('5000', '{"counterparty": "Acme"}');
SELECT is(pg_temp.account('{"counterparty": "acme "}'), '5000', 'a rule for a counterparty, however it is spelled');
SELECT pg_temp.rule('5010', '{"text": "%acme%paper%", "priority": 10}');
SELECT is(pg_temp.account('{"counterparty": "Acme", "description": "PAPER, 500 sheets"}'), '5010', 'lower priority speaks first');
SELECT is(pg_temp.account('{"counterparty": "Acme", "description": "pens"}'), '5000', 'where it holds');
SELECT pg_temp.rule('5020', '{"transaction_type": "bill", "minimum_amount": 500, "maximum_amount": 1000, "priority": 1}');
SELECT is(pg_temp.account('{"counterparty": "Acme", "total_amount": 500}'), '5020', 'amounts include their bounds');
SELECT is(pg_temp.account('{"counterparty": "Acme", "total_amount": 1000.01}'), '5000', 'and end there');
SELECT is(pg_temp.account('{"counterparty": "Acme", "total_amount": -600}'), '5020', 'a credit note counts by its size');
SELECT pg_temp.rule('5030', '{"unit": "bar", "priority": 0}');
SELECT is(pg_temp.account('{"counterparty": "Acme", "unit": "bar"}'), '5030', 'a cost centre');
SELECT is(pg_temp.account('{"counterparty": "Acme", "unit": "bar", "account": "5040"}'), '5040', 'what is stated goes before');

SELECT is(pg_temp.raised(format('SELECT pg_temp.rule(%L, %L)', c.account, c.conditions)), c.wanted, c.conditions)
FROM (
    VALUES
    ('nowhere', '{"unit": "x"}', 'ZHL02 p_account'), ('5000', '{}', 'ZHV02 p_conditions'),
    ('5000', '{"transaction_type": "bill"}', 'ZHV02 p_conditions'), ('5000', '[]', 'ZHV03 p_conditions'),
    ('5000', '{"colour": "red"}', 'ZHV04 p_conditions.colour'), ('5000', '{"minimum_amount": "much"}', 'ZHV06 p_conditions.minimum_amount'),
    ('5000', '{"counterparty": "00000000-0000-7000-8000-000000000000"}', 'ZHV10 p_conditions.counterparty')
) AS c (account, conditions, wanted);
SELECT is(pg_temp.raised($$SELECT hera.define_rule(pg_temp.org(), '5000', '{"unit": "x"}', ' ')$$), 'ZHV05 p_description',
    'a rule says why it exists');

SELECT * FROM finish();
