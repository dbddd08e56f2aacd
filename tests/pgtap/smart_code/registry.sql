-- The registry of smart codes: sixteen dimensions, tokens that cannot be mistaken for one another.
SELECT plan(25);

SELECT results_eq(
    $$SELECT code FROM hera_internal.smart_code_dimension ORDER BY ordinal$$,
    ARRAY[
        'customer', 'magnitude', 'temporal', 'risk', 'season', 'geography', 'currency', 'payment_terms', 'recurrence',
        'novelty', 'tenure', 'complexity', 'compliance', 'industry', 'channel', 'duplicate'
    ],
    'there are sixteen dimensions in this order'
);
SELECT is_empty(
    $$SELECT d.code FROM hera_internal.smart_code_dimension AS d
      WHERE (SELECT count(*) FROM hera_internal.smart_code_token AS t WHERE t.dimension = d.code AND NOT t.neutral) < 3$$,
    'every dimension says something'
);
SELECT is_empty(
    $$SELECT d.code FROM hera_internal.smart_code_dimension AS d
      WHERE d.multiple = EXISTS (
          SELECT FROM hera_internal.smart_code_token AS t WHERE t.dimension = d.code AND t.neutral
      )$$,
    'a dimension has one neutral token, a dimension with several tokens has none'
);
SELECT is_empty(
    $$SELECT m.mode FROM hera_internal.smart_code_mode AS m JOIN hera_internal.smart_code_token AS t ON t.token = m.mode$$,
    'no mode is written like a token'
);
SELECT results_eq(
    $$SELECT mode FROM hera_internal.smart_code_mode WHERE neutral$$, ARRAY['AUTO'], 'AUTO is the neutral mode'
);
SELECT set_eq(
    $$SELECT token FROM hera.list_smart_code_tokens() WHERE dimension = 'customer'$$,
    ARRAY['REGULAR', 'VIP', 'LOYAL', 'NEW', 'CHURN_RISK', 'REACTIVATED'], 'tokens of the customer'
);
SELECT set_eq(
    $$SELECT token FROM hera.list_smart_code_tokens() WHERE dimension = 'season' AND NOT neutral$$,
    $$SELECT 'Q' || q || s FROM generate_series(1, 4) AS q CROSS JOIN unnest('{PEAK,HIGH,LOW,OFF}'::text[]) AS s$$,
    'a season is written with its quarter'
);
SELECT set_eq(
    $$SELECT token FROM hera.list_smart_code_tokens() WHERE dimension = 'currency' AND NOT neutral$$,
    $$SELECT 'CCY' || code FROM hera.list_currencies() WHERE minor_unit IS NOT NULL$$,
    'every currency that can be booked has a token'
);
SELECT set_eq(
    $$SELECT token FROM hera.list_smart_code_tokens() WHERE dimension = 'geography' AND NOT neutral$$,
    $$SELECT 'GEO' || alpha2 FROM hera.list_countries()$$,
    'every country has a token'
);
SELECT is(
    (SELECT string_agg(token, ' ') FROM hera.list_smart_code_tokens() WHERE dimension = 'compliance'),
    'SOX PCI GDPR HIPAA AML', 'tags of compliance, listed by place'
);
SELECT is((SELECT token FROM hera.list_smart_code_tokens() LIMIT 1), 'REGULAR', 'the list begins with the first neutral token');

SELECT throws_ok(
    $$INSERT INTO hera_internal.smart_code_token VALUES ('VIP', 'risk', 9, false, 'again')$$, '23505', NULL,
    'a token belongs to one dimension'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.smart_code_token VALUES ('ORDINARY', 'risk', 9, true, 'again')$$, '23505', NULL,
    'a dimension has one neutral token at most'
);
SELECT throws_ok(
    format('INSERT INTO hera_internal.smart_code_token VALUES (%L, %L, 9, false, %L)', t, 'risk', 'wrong'), '23514', NULL,
    format('%s cannot be a token', t)
)
FROM unnest(ARRAY['lower', 'V', '9RISK', 'WITH.STOP', 'SEVENTEEN_LETTERS']) AS t;
SELECT throws_ok(
    $$INSERT INTO hera_internal.smart_code_token VALUES ('ANYTHING', 'mood', 9, false, 'wrong')$$, '23503', NULL,
    'a token has a dimension of the registry'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.smart_code_mode VALUES ('USUAL', 'wrong', true)$$, '23505', NULL, 'one mode is neutral'
);

SELECT function_privs_are('hera', 'list_smart_code_tokens', '{}', 'hera_app', '{EXECUTE}', 'applications may list tokens');
SELECT table_privs_are('hera_internal', t, 'hera_api', '{SELECT}', format('functions read %s and do not write it', t))
FROM unnest(ARRAY['smart_code_mode', 'smart_code_dimension', 'smart_code_token']) AS t;
SELECT table_privs_are('hera_internal', 'smart_code_token', 'hera_app', '{}', 'applications do not touch the table');

SELECT * FROM finish();
