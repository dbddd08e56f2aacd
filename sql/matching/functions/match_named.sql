CREATE FUNCTION hera_internal.match_named(p_named jsonb, p_amount numeric, p_tolerance numeric)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a payment settles of the open documents whose references its text names: all of them, one of them in part, or
-- the only set of them that adds up. Anything else is for a person.
DECLARE
    v_count integer := jsonb_array_length(p_named);
    v_amounts numeric[] := ARRAY(
        SELECT (c.value ->> 'open')::numeric FROM jsonb_array_elements(p_named) WITH ORDINALITY AS c ORDER BY c.ordinality
    );
    v_total numeric := (SELECT sum(a) FROM unnest(v_amounts) AS a);
    v_subset record;
    v_result jsonb := jsonb_build_object('settles', hera_internal.settle_candidates(p_named, p_amount));
BEGIN
    IF v_total = p_amount THEN
        RETURN v_result || '{"rule": "reference", "certain": true}';
    ELSIF abs(v_total - p_amount) <= p_tolerance THEN
        RETURN v_result || '{"rule": "reference_tolerance", "certain": true}';
    ELSIF v_count = 1 AND p_amount < v_total THEN
        RETURN v_result || '{"rule": "reference_partial", "certain": true}';
    ELSIF p_amount > v_total THEN
        RETURN v_result || '{"rule": "reference_overpaid", "certain": false, "reason": "more is paid than is open on what the payment names"}';
    END IF;
    v_subset := hera_internal.find_subset(v_amounts, p_amount, 1);
    IF v_subset.solutions = 0 OR v_count > 20 THEN
        RETURN v_result || '{"rule": "reference_partial", "certain": false, "reason": "it names several open documents and pays a part of them"}';
    END IF;
    v_result := jsonb_build_object('settles', (
        SELECT hera_internal.settle_candidates(jsonb_agg(p_named -> (n - 1) ORDER BY n), p_amount)
        FROM unnest(v_subset.positions) AS n
    ));
    IF v_subset.solutions = 1 THEN
        RETURN v_result || '{"rule": "reference", "certain": true}';
    END IF;
    RETURN v_result || jsonb_build_object(
        'rule', 'reference', 'certain', false,
        'reason', format('%s sets of what it names have its amount', v_subset.solutions)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.match_named(jsonb, numeric, numeric) IS 'What a payment settles of the documents it names.';
