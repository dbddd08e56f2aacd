-- Shape is judged from a table: every field has types, a bounded length where it is text, and a pattern that compiles.
SELECT plan(7);

SELECT is_empty(
    $$SELECT f.scope, f.field FROM hera_internal.request_field AS f
      WHERE f.max_length IS NULL AND f.json_types && ARRAY['string', 'number']$$,
    'no text and no number without a limit'
);
SELECT is_empty(
    $$SELECT f.scope, f.field FROM hera_internal.request_field AS f
      WHERE f.json_types <@ ARRAY['string', 'number', 'boolean', 'object', 'array'] IS NOT TRUE$$,
    'types are those of JSON'
);
SELECT lives_ok($$SELECT 'x' ~ f.pattern FROM hera_internal.request_field AS f$$, 'patterns compile');
SELECT is(hera_internal.shape_faults('request', '{}'), NULL, 'nothing is not a fault');
SELECT is(hera_internal.shape_faults('request', '{"unit": null, "lines": null}'), NULL, 'null is absent');
SELECT results_eq(
    $$SELECT f ->> 'code', f ->> 'path' FROM jsonb_array_elements(
        hera_internal.shape_faults('line', '{"amount": "-1", "side": 1, "unit": "", "x": 1}', 'lines[3].')) AS f$$,
    $$VALUES ('VAL_006', 'lines[3].amount'), ('VAL_003', 'lines[3].side'), ('VAL_004', 'lines[3].x')$$,
    'every fault with its path'
);
SELECT is(
    hera_internal.without_repeats('[{"path": "a", "code": 1}, {"path": "b", "code": 2}, {"path": "a", "code": 3}]'),
    '[{"path": "a", "code": 1}, {"path": "b", "code": 2}]', 'the first fault of a path is the true one'
);

SELECT * FROM finish();
