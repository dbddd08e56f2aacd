-- hera.import_chart: what it accepts is usable by hera.create_organization, what it refuses it explains at once.
SELECT plan(20);

SELECT is(
    hera.import_chart('shop', ' Corner shop ', 'IE', '[
        {"code": "1000", "name": "Till", "type": "asset", "role": "cash"},
        {"code": "10-1", "name": "Van", "type": "asset"},
        {"code": "10-2", "name": "Van: depreciation", "type": "asset", "parent": "10-1"},
        {"code": "4000", "name": "Takings", "type": "income", "role": "sales"}
    ]') - 'completed',
    '{"chart": "shop", "accounts": 20}', 'four accounts are stored and sixteen roles completed'
);
SELECT is_empty(
    $$SELECT r.role FROM hera_internal.chart_roles() AS r
      EXCEPT SELECT a.role FROM hera.list_chart_accounts('shop') AS a$$,
    'an imported chart holds every role'
);
SELECT results_eq(
    $$SELECT code, name FROM hera.list_chart_accounts('shop') WHERE role IN ('bank', 'cash', 'sales') ORDER BY role$$,
    $$VALUES ('1000.1', 'Bank current account'), ('1000', 'Till'), ('4000', 'Takings')$$,
    'a completed account does not take a code that is in use'
);
SELECT is(
    (SELECT parent_code FROM hera.list_chart_accounts('shop') WHERE code = '10-2'), '10-1', 'parents are kept'
);
SELECT results_eq(
    $$SELECT name, country, imported_at IS NOT NULL FROM hera.list_charts() WHERE code = 'shop'$$,
    $$VALUES ('Corner shop', 'IE', true)$$, 'the chart is listed as imported'
);
SELECT is(
    hera.import_chart('shop', 'Kiosk', NULL, '[{"code": "7", "name": "Papers", "type": "expense", "role": "purchases"}]')
        ->> 'accounts',
    '18', 'importing again replaces the accounts'
);
SELECT is(
    hera.import_chart('shop', 'Kiosk', NULL, (
        SELECT jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name, 'type', a.account_type, 'role', a.role))
        FROM hera.list_chart_accounts('general') AS a
    )) -> 'completed',
    '[]', 'a complete chart is left as it is'
);

CREATE FUNCTION pg_temp.fault(p_code text, p_name text, p_country text, p_accounts jsonb)
RETURNS text
LANGUAGE plpgsql
AS $function$
DECLARE v_detail text;
BEGIN
    PERFORM hera.import_chart(p_code, p_name, p_country, p_accounts);
    RETURN 'accepted';
EXCEPTION WHEN SQLSTATE 'ZHV80' THEN
    GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
    RETURN (SELECT string_agg(f ->> 'path', ' ') FROM jsonb_array_elements(v_detail::jsonb) AS f);
END
$function$;
CREATE FUNCTION pg_temp.account_fault(p_accounts jsonb)
RETURNS text
LANGUAGE sql
AS $function$ SELECT pg_temp.fault('shop', 'Shop', NULL, p_accounts) $function$;

SELECT is(
    pg_temp.fault('Shop!', '', 'XX', '{}'), 'p_code p_name p_country p_accounts', 'all faults are reported at once'
);
SELECT is(pg_temp.fault(NULL, NULL, NULL, NULL), 'p_code p_name p_accounts', 'nothing is not a chart');
SELECT is(
    pg_temp.fault('uk', 'Mine', 'GB', '[{"code": "1", "name": "a", "type": "asset"}]'), 'p_code',
    'a chart that comes with HERA is not replaced'
);
SELECT is(pg_temp.account_fault('[]'), 'p_accounts', 'a chart has an account');
SELECT is(
    pg_temp.account_fault('[1, {}]'),
    'p_accounts[0].code p_accounts[0].name p_accounts[0].type p_accounts[1].code p_accounts[1].name p_accounts[1].type',
    'an account has a code, a name and a type'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1", "name": "a", "type": "asset"}, {"code": "1", "name": "b", "type": "asset"}]'),
    'p_accounts[0].code p_accounts[1].code', 'codes are unique'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1 2", "name": " ", "type": "fixed"}]'),
    'p_accounts[0].code p_accounts[0].name p_accounts[0].type', 'codes, names and types are checked'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1", "name": "a", "type": "asset", "role": "sales"}]'), 'p_accounts[0].role',
    'sales is no asset'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1", "name": "a", "type": "asset", "role": "bank"},
                            {"code": "2", "name": "b", "type": "asset", "role": "bank"}]'),
    'p_accounts[0].role p_accounts[1].role', 'a role has one holder'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1", "name": "a", "type": "asset", "parent": "9"},
                            {"code": "2", "name": "b", "type": "asset", "parent": "3"},
                            {"code": "3", "name": "c", "type": "asset", "parent": "2"},
                            {"code": "4", "name": "d", "type": "asset", "parent": "4"}]'),
    'p_accounts[0].parent p_accounts[1].parent p_accounts[2].parent p_accounts[3].parent',
    'a parent exists and does not lead in a circle'
);
SELECT is(
    pg_temp.account_fault('[{"code": "1", "name": "a", "type": "asset", "colour": "red"}]'), 'p_accounts[0].colour',
    'unknown fields are refused'
);
SELECT function_privs_are(
    'hera', 'import_chart', '{text,text,text,jsonb}', 'hera_admin', '{EXECUTE}', 'operators import charts'
);
SELECT function_privs_are(
    'hera', 'import_chart', '{text,text,text,jsonb}', 'hera_app', '{}', 'applications do not'
);

SELECT * FROM finish();
