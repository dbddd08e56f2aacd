-- What makes two texts the same, and what makes them near.
SELECT plan(16);

SELECT is(hera_internal.normalize_text(t.text), t.wanted, coalesce(t.text, 'NULL'))
FROM (
    VALUES
    ('ACME Ltd.', 'acme ltd'), ('  Acme   LTD ', 'acme ltd'), ('Invoice 4711/2026', 'invoice 0 0'), ('Ｃａｆé №5', 'café no0'),
    ('…', ''), (NULL, ''), (E'a\nb\tc', 'a b c'), ('STRAßE', 'straße')
) AS t (text, wanted);
SELECT ok(length(hera_internal.normalize_text(repeat('x y ', 5000))) <= 1000, 'a long text is cut');
SELECT is(
    (SELECT count(DISTINCT k[2])::int FROM (VALUES ('a', 'b', 'c'), ('ab', '', 'c'), ('a', 'bc', '')) AS v (p, t, u)
     CROSS JOIN LATERAL hera_internal.memory_keys('bill', v.p, v.t, v.u, 10) AS k),
    3, 'parts do not run into each other'
);
SELECT is((hera_internal.memory_keys('bill', '', '', NULL, 10))[2], NULL, 'nothing is remembered of nothing');
SELECT is((hera_internal.memory_keys('bill', '', 'text', NULL, 10))[3], NULL, 'without a payee there is no payee memory');
SELECT ok(
    abs(1 - (SELECT sum(x::float8 ^ 2) FROM unnest(string_to_array(trim(BOTH '[]' FROM
        hera_internal.embed_text('acme', 'paper and pens', 'office')), ',')) AS x)) < 0.001,
    'an embedding has unit length'
);
SELECT is(hera_internal.embed_text('', '', NULL), NULL, 'nothing has none');
SELECT isnt(
    (hera_internal.memory_keys('bill', 'a', '', NULL, 10))[1],
    (hera_internal.memory_keys('bill', 'a', '', NULL, -10))[1], 'a credit note is another amount'
);
SELECT is(string_agg(hera_internal.share_class(n), ' ' ORDER BY n), 'few 50 80 95 all', 'classes of shares')
FROM unnest(ARRAY[0.49, 0.5, 0.8, 0.95, 1]) AS n;

SELECT * FROM finish();
