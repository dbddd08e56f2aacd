-- Every stage has words of its own, made of nothing but what was stored.
SELECT plan(15);

CREATE FUNCTION pg_temp.words(p_explanation jsonb) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(w, ' ') FROM jsonb_array_elements_text(hera_internal.explanation_words(p_explanation)) AS w$$;
SELECT is(pg_temp.words(c.explanation::jsonb), c.wanted, c.explanation)
FROM (
    VALUES
    ('{"stage": "stated", "field": "account"}', 'The request states account.'),
    ('{"stage": "stated", "field": "lines", "reverses": "R"}', 'It reverses document R.'),
    ('{"stage": "stated", "field": "lines", "corrects": "C"}', 'A person corrected document C.'),
    ('{"stage": "stated", "reverses": "R", "corrects": "C"}', 'It reverses document R.'),
    ('{"stage": "type", "transaction_type": "payroll"}', 'Documents of type payroll have one account.'),
    ('{"stage": "rule", "rule": "7", "created_by": "ann", "description": "water"}', 'Rule 7 of ann holds: water'),
    ('{"stage": "none"}', 'Nothing like it was decided before.'),
    ('{"stage": "none", "rejected": ["5020", "5000"]}',
        'Nothing like it was decided before. Rejected for this payee and text, so not proposed: 5000, 5020.'),
    ('{"stage": "none", "gate": {"threshold": null, "reason": "no evidence"}}',
        'Nothing like it was decided before. The gate of this family is closed: no evidence.'),
    ('{"stage": "none", "gate": {"threshold": 0.9, "reason": "300 outcomes"}}',
        'Nothing like it was decided before. The gate of this family is open from a score of 0.9: 300 outcomes.')
) AS c (explanation, wanted);

SELECT is(pg_temp.words('{"stage": "match", "inputs": {"open": 3}, "rule": "amount", "certain": true,
    "settles": [{"transaction_id": "D", "amount": 60}]}'),
    '3 open documents of this counterparty were looked at; the amount is that of one document. It settles 60 of document D.',
    'a match that is certain');
SELECT is(pg_temp.words('{"stage": "match", "inputs": {"open": 2}, "rule": "amount", "certain": false, "settles": [],
    "reason": "2 open documents have this amount"}'),
    '2 open documents of this counterparty were looked at; the amount is that of one document.'
    ' A person decides: 2 open documents have this amount.', 'and one that is not');
SELECT matches(pg_temp.words('{"stage": "match", "inputs": {"open": 1}, "rule": "partial", "withdrawn": "P"}'),
    'the amount is a part of what is open[.].*Another payment came first [(]P[)]', 'a match that another payment forestalled');
SELECT is_empty(
    $$SELECT r.rule FROM unnest(ARRAY['reference', 'reference_tolerance', 'reference_partial', 'reference_overpaid', 'amount',
        'amount_tolerance', 'balance', 'combination', 'partial', 'overpaid']) AS r (rule)
      WHERE pg_temp.words(jsonb_build_object('stage', 'match', 'rule', r.rule, 'inputs', '{"open": 1}'::jsonb)) LIKE '%; .%'$$,
    'every rule of matching has words');
SELECT matches(pg_temp.words('{"stage": "neighbours", "account": "5000", "share": 0.8,
    "nearest": [{"pattern": "p", "distance": 0.1, "account": "5000"}]}'),
    '^Pattern p at distance 0[.]1 belonged to account 5000[.] Account 5000 has 0[.]8 of their votes[.]', 'neighbours');

SELECT * FROM finish();
