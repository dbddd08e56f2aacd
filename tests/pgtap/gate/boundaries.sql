-- When a gate lets guesses through: what the bet must win, where a series stands and what closes it.
SELECT plan(29);

SELECT is(hera_internal.smart_code_family('HERA.SALES.INV.AUTO.v1'), 'HERA.SALES.INV', 'a family is three segments');
SELECT is(hera_internal.series_share(1), 0.8::double precision, 'the first series bets four fifths');
SELECT ok(abs(sum(hera_internal.series_share(n)) - 1) < 0.001, 'all series together bet no more than there is')
FROM generate_series(1, 1000) AS n;
SELECT ok(hera_internal.bet_result(0, 0, 0.02) = 1, 'no outcome wins nothing');
SELECT ok(hera_internal.bet_result(100, 0, 0.02) > hera_internal.bet_result(99, 0, 0.02), 'an outcome without error wins');
SELECT ok(hera_internal.bet_result(100, 1, 0.02) < hera_internal.bet_result(100, 0, 0.02), 'an error loses');
SELECT ok(hera_internal.bet_result(1000, 20, 0.02) < 1, 'errors as frequent as the budget lose in the end');
SELECT lives_ok('SELECT hera_internal.bet_result(1000000, 0, 0.02), hera_internal.bet_result(1000000, 1000000, 0.02)',
    'what is too great or too small for a number is none');
-- The promise: exactly so many outcomes without error pass, and one fewer does not.
SELECT ok(
    hera_internal.bet_result(n.needed, 0, b.budget) * hera_internal.series_share(b.series) >= 1 / (1 - b.certainty)
    AND hera_internal.bet_result(n.needed - 1, 0, b.budget) * hera_internal.series_share(b.series) < 1 / (1 - b.certainty),
    format('series %s, budget %s, certainty %s', b.series, b.budget, b.certainty)
)
FROM (VALUES (1, 0.02, 0.95), (2, 0.02, 0.95), (1, 0.005, 0.95), (1, 0.1, 0.99), (7, 0.05, 0.9)) AS b (series, budget, certainty)
CROSS JOIN LATERAL hera_internal.needed_outcomes(b.series, b.budget, b.certainty) AS n (needed);
SELECT ok(hera_internal.needed_outcomes(1, 0.01, 0.95) > hera_internal.needed_outcomes(1, 0.02, 0.95), 'a tighter budget needs more');
SELECT ok(hera_internal.needed_outcomes(1, 0.02, 0.99) > hera_internal.needed_outcomes(1, 0.02, 0.95), 'more certainty needs more');
SELECT ok(hera_internal.needed_outcomes(2, 0.02, 0.95) > hera_internal.needed_outcomes(1, 0.02, 0.95), 'a later series needs more');

SELECT is(hera_internal.gate_obstacle(o.closed, 'errors', o.budget, o.certainty, o.looked_at::timestamptz, 0.02, 0.95,
    '2026-11-27 12:00+00'), o.wanted, o.what)
FROM (
    VALUES
    (NULL, 0.02, 0.95, '2026-11-27 12:00+00', 'no evidence: no guess of this family was reviewed', 'no gate'),
    (true, 0.02, 0.95, '2026-11-27 12:00+00', 'errors', 'a closed gate says why'),
    (false, 0.02, 0.95, '2026-11-27 12:00+00', NULL, 'an open gate'),
    (false, 0.01, 0.99, '2026-11-27 12:00+00', NULL, 'a promise that was tighter'),
    (false, 0.021, 0.95, '2026-11-27 12:00+00', 'the error budget was tightened after the last look', 'a wider budget'),
    (false, 0.02, 0.94, '2026-11-27 12:00+00', 'the error budget was tightened after the last look', 'less certainty'),
    (false, 0.02, 0.95, '2026-10-02 12:00+00', NULL, 'evidence of eight weeks'),
    (false, 0.02, 0.95, '2026-10-02 11:59:59+00', 'the evidence is more than eight weeks old', 'and of a second more')
) AS o (closed, budget, certainty, looked_at, wanted, what);

SELECT is(hera_internal.stability_index(ARRAY[0,0,0,0,0,0,0,0,0,199], ARRAY[200,0,0,0,0,0,0,0,0,0]), NULL,
    'too few documents to tell a shift');
SELECT ok(hera_internal.stability_index(ARRAY[0,0,0,0,0,0,0,0,0,200], ARRAY[200,0,0,0,0,0,0,0,0,0]) >= 0.25, 'scores that fell');
SELECT is(hera_internal.stability_index(ARRAY[200,0,0,0,0,0,0,0,0,0], ARRAY[0,0,0,0,0,0,0,0,0,200]), NULL,
    'scores that rose are no reason to doubt');
SELECT ok(hera_internal.stability_index(ARRAY[0,0,0,0,0,0,0,0,100,101], ARRAY[0,0,0,0,0,0,0,0,101,100]) < 0.25, 'a small change is none');
SELECT ok(coalesce(hera_internal.stability_index(ARRAY[20,20,20,20,20,20,20,20,20,20], ARRAY[20,20,20,20,20,20,20,20,20,20]), 0) = 0,
    'alike is no shift');

SELECT * FROM finish();
