CREATE FUNCTION hera_internal.match_amounts(
    p_candidates jsonb, p_amount numeric, p_tolerance numeric, p_minor_unit integer, p_open integer
)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a payment settles by its amount alone: the one document that has it, or the one set of documents. A set may add
-- up by chance: with n documents there are 2^n sets and as many sums as the smallest coin allows, so where more than one
-- in twenty of the sums would be met by chance, or where not all of what is open was looked at, a person decides. NULL
-- when nothing adds up.
DECLARE
    v_amounts numeric[] := ARRAY(
        SELECT (c.value ->> 'open')::numeric FROM jsonb_array_elements(p_candidates) WITH ORDINALITY AS c
        ORDER BY c.ordinality
    );
    v_exact jsonb;
    v_subset record;
    v_certain boolean;
BEGIN
    FOR v_margin IN 0..1 LOOP
        SELECT jsonb_agg(c.value ORDER BY c.ordinality) INTO v_exact
        FROM jsonb_array_elements(p_candidates) WITH ORDINALITY AS c
        WHERE abs((c.value ->> 'open')::numeric - p_amount) <= v_margin * p_tolerance;
        IF v_exact IS NOT NULL THEN
            RETURN jsonb_build_object(
                'rule', CASE v_margin WHEN 0 THEN 'amount' ELSE 'amount_tolerance' END,
                'certain', jsonb_array_length(v_exact) = 1 AND p_open < 500,
                'settles', hera_internal.settle_candidates(jsonb_build_array(v_exact -> 0), p_amount)
            ) || CASE
                WHEN jsonb_array_length(v_exact) > 1 THEN jsonb_build_object(
                    'reason', format('%s open documents have this amount', jsonb_array_length(v_exact))
                )
                WHEN p_open >= 500 THEN '{"reason": "more documents are open than are looked at"}'
                ELSE '{}'
            END;
        END IF;
    END LOOP;
    IF cardinality(v_amounts) < 2 THEN
        RETURN NULL;
    END IF;
    v_subset := hera_internal.find_subset(v_amounts, p_amount, 2);
    IF v_subset.solutions = 0 THEN
        RETURN NULL;
    END IF;
    v_certain := v_subset.solutions = 1 AND p_open <= 20 AND (
        cardinality(v_subset.positions) = p_open
        OR 20 * 2::numeric ^ cardinality(v_amounts) <= (SELECT sum(a) FROM unnest(v_amounts) AS a) * 10::numeric ^ p_minor_unit
    );
    RETURN jsonb_build_object(
        'rule', CASE cardinality(v_subset.positions) WHEN p_open THEN 'balance' ELSE 'combination' END,
        'certain', v_certain,
        'settles', (
            SELECT hera_internal.settle_candidates(jsonb_agg(p_candidates -> (n - 1) ORDER BY n), p_amount)
            FROM unnest(v_subset.positions) AS n
        )
    ) || CASE WHEN v_certain THEN '{}' ELSE jsonb_build_object('reason', CASE
        WHEN v_subset.solutions > 1 THEN format('%s sets of open documents have this amount', v_subset.solutions)
        WHEN p_open > 20 THEN format('%s documents are open, of which 20 were tried', p_open)
        ELSE 'so many sets are possible that one adds up by chance'
    END) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.match_amounts(jsonb, numeric, numeric, integer, integer) IS 'What a payment settles by its amount.';
