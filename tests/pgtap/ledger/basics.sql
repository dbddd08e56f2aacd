-- Ids, partitions, accounts, templates.
SELECT plan(21);

SELECT set_config('test.org', hera.create_organization('Ledger')::text, true);
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

SELECT ok(bool_and(i::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'), 'ids are UUID version 7')
FROM (SELECT hera_internal.new_id() AS i FROM generate_series(1, 100)) AS x;
SELECT is(count(DISTINCT hera_internal.new_id())::int, 1000, 'ids differ') FROM generate_series(1, 1000);
SELECT ok(
    array_agg(x.i ORDER BY x.n) = array_agg(x.i ORDER BY x.i), 'ids of one connection keep their order within a millisecond'
)
FROM (SELECT n, hera_internal.new_id() AS i FROM generate_series(1, 1000) AS g (n)) AS x;
SELECT is(
    hera_internal.uuid_time(hera_internal.new_id(t)), date_trunc('milliseconds', t), 'the time of an id is that of its making'
)
FROM (VALUES ('1970-01-01 00:00:00.001+00'::timestamptz), ('2026-11-22 12:34:56.789123+00'), ('2100-02-28 23:59:59.999999+00')) AS x (t);
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class AS c JOIN pg_inherits AS i ON i.inhrelid = c.oid
      JOIN hera_internal.partitioned_table AS t ON t.relation::regclass = i.inhparent
      WHERE CASE WHEN c.relname ~ '_[0-9]{4}_[0-9]{2}$' THEN pg_get_expr(c.relpartbound, c.oid) = format(
          'FOR VALUES FROM (%L) TO (%L)', replace(right(c.relname, 7), '_', '-') || '-01 00:00:00+00',
          to_char(to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month', 'YYYY-MM-01 00:00:00+00')) END
          IS NOT TRUE$$,
    'each partition is one month of UTC'
);
SELECT is(
    (SELECT count(*)::int FROM hera_internal.partitioned_table AS t
     WHERE (SELECT count(*) FROM pg_inherits AS i WHERE i.inhparent = t.relation::regclass) >= 24),
    (SELECT count(*)::int FROM hera_internal.partitioned_table), 'two years are made ahead'
);
SELECT is_empty($$SELECT * FROM hera_internal.make_partitions()$$, 'making them again makes none');
SET LOCAL timezone = 'Pacific/Kiritimati';
SELECT isnt_empty(
    $$SELECT * FROM hera_internal.make_partitions((current_date + interval '25 months')::date)$$, 'a later month is made when asked for'
);
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class AS c JOIN pg_inherits AS i ON i.inhrelid = c.oid
      JOIN hera_internal.partitioned_table AS t ON t.relation::regclass = i.inhparent
      WHERE c.relkind = 'r' AND (NOT c.relforcerowsecurity OR pg_get_expr(c.relpartbound, c.oid) !~ '(-01 00:00:00\+00|-01 14:00:00\+14)')$$,
    'closed, and in UTC whatever the session''s zone'
);
RESET timezone;

SELECT isnt(hera.create_account(pg_temp.org(), '5999', 'Odds', 'expense'), NULL, 'an account is added');
SELECT is((SELECT a.account_type FROM hera.list_accounts(pg_temp.org()) AS a WHERE a.code = '5999'), 'expense', 'and listed');
SELECT is(pg_temp.raised(format('SELECT hera.create_account(pg_temp.org(), %L, %L, %L)', c.code, c.name, c.type)), c.wanted, c.wanted)
FROM (
    VALUES ('5999', 'Again', 'expense', 'ZHL11 p_code'), ('', 'X', 'expense', 'ZHV05 p_code'),
    ('1', ' ', 'expense', 'ZHV05 p_name'), ('1', 'X', 'wealth', 'ZHV10 p_type')
) AS c (code, name, type, wanted);
SELECT is_empty(
    $$SELECT t.smart_code, v.tax FROM hera_internal.posting_template AS t, (VALUES (0), (20), (120)) AS v (tax)
      WHERE t.program IS NULL AND (SELECT sum(CASE l ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END
          * CASE l ->> 'amount' WHEN 'gross' THEN 120 WHEN 'tax' THEN v.tax WHEN 'net' THEN 120 - v.tax END)
          FROM jsonb_array_elements(t.lines) AS l) IS DISTINCT FROM 0$$,
    'every template without a program balances, whatever the tax'
);
SELECT is_empty(
    $$SELECT t.smart_code, l ->> 'account' FROM hera_internal.posting_template AS t, jsonb_array_elements(t.lines) AS l
      WHERE l ->> 'account' <> 'chosen' AND NOT (SELECT o.control_accounts FROM hera.core_organizations AS o
          WHERE o.organization_id = pg_temp.org()) ? (l ->> 'account')$$,
    'every account a template names is a control account'
);
SELECT is_empty(
    $$SELECT t.code FROM hera_internal.transaction_type AS t
      WHERE t.smart_code NOT IN (SELECT p.smart_code FROM hera_internal.posting_template AS p)$$,
    'every type has a template'
);
SELECT is_empty(
    $$SELECT s FROM hera_internal.status_transition AS s WHERE s.from_status IN ('posted', 'auto_posted', 'voided')$$,
    'nothing leaves a final status'
);

SELECT * FROM finish();
