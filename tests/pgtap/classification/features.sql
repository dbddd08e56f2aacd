-- What classification knows of a document, whatever the document looks like.
SELECT plan(11);

CREATE FUNCTION pg_temp.features(p_payee text, p_text text) RETURNS text[] LANGUAGE sql AS $$
    SELECT hera_internal.document_features(jsonb_populate_record(NULL::hera_internal.document, jsonb_build_object(
        'transaction_type', 'bill', 'transaction_date', '2026-02-28', 'total_amount', 120, 'tax_amount', 20,
        'credit_note', false, 'counterparty_name', p_payee, 'description', p_text, 'unit', 'North'
    )))
$$;
SELECT ok(
    pg_temp.features('ACME Ltd', 'Paper') @> ARRAY[
        'ty:bill', 'p:acme ltd', 't:paper', 'pt:acme ltd|paper', 'u:north', 'uw:north', 'pu:acme ltd|north',
        'tu:paper|north', 'ab:4', 's:0', 'ea:120.00', 'pe:acme ltd|120.00', 'pab:acme ltd|4', 'vat:20', 'dom:5',
        'w:p:acme', 'w:p:ltd', 'b:p:acme ltd', 'c:p: ac', 'c:p:me ', 'w:t:paper', 'c:t:ape'
    ],
    'each kind'
);
SELECT is(cardinality(f), cardinality(ARRAY(SELECT DISTINCT x FROM unnest(f) AS x)), 'each once')
FROM pg_temp.features('aaaa aaaa aaaa', 'aaaa aaaa') AS f;
SELECT cmp_ok(cardinality(pg_temp.features(t.text, t.text)), '<=', 125, 'bounded: ' || left(t.text, 10))
FROM (
    VALUES (repeat('a bc def ', 1200)), (repeat('x', 10000)), (repeat('東京電力株式会社', 100)), ('')
) AS t (text);
SELECT ok('w:p:東京電力' = ANY (pg_temp.features('東京電力', NULL)), 'any script');
SELECT ok('t:' = ANY (pg_temp.features('東京電力', E'\u0001\u0007 \t\n')), 'control characters are nothing');
SELECT is(hera_internal.text_block('p:'), '{}', 'nothing is spelled with nothing');
SELECT is(hera_internal.text_block('t:a'), '{"w:t:a","c:t: a "}', 'a word of one letter');
SELECT is(hera_internal.describe_feature('w:p:acme'), 'word "acme" of the payee', 'in words');

SELECT * FROM finish();
