CREATE FUNCTION hera_internal.choose_documents(p_inputs jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a payment settles: rule, settles, certain, and the reason when a person must decide; NULL when nothing fits. A
-- pure function of what the decision saw (amount, minor_unit, tolerance, payment, open, total, candidates), which the
-- explanation keeps: so a stored match can be replayed. What the payment names goes before what has its amount; what is
-- certain goes before what is left for a person. Only a document that can be nothing but a payment pays a part, or on
-- account.
DECLARE
    v_amount numeric := (p_inputs ->> 'amount')::numeric;
    v_tolerance numeric := (p_inputs ->> 'tolerance')::numeric;
    v_total numeric := (p_inputs ->> 'total')::numeric;
    v_open integer := (p_inputs ->> 'open')::integer;
    v_named jsonb := (
        SELECT jsonb_agg(c.value ORDER BY c.ordinality)
        FROM jsonb_array_elements(p_inputs -> 'candidates') WITH ORDINALITY AS c
        WHERE c.value -> 'named' = 'true'
    );
    v_result jsonb;
BEGIN
    IF v_named IS NOT NULL THEN
        RETURN hera_internal.match_named(v_named, v_amount, v_tolerance);
    END IF;
    v_result := hera_internal.match_amounts(
        p_inputs -> 'candidates', v_amount, v_tolerance, (p_inputs ->> 'minor_unit')::integer, v_open
    );
    IF p_inputs -> 'payment' = 'false' AND v_result ->> 'rule' = 'combination' AND v_result -> 'certain' = 'false' THEN
        RETURN NULL;
    ELSIF v_result IS NOT NULL OR p_inputs -> 'payment' = 'false' THEN
        RETURN v_result;
    END IF;
    v_result := jsonb_build_object('settles', hera_internal.settle_candidates(p_inputs -> 'candidates', v_amount));
    IF v_amount > v_total THEN
        RETURN v_result || '{"rule": "overpaid", "certain": false, "reason": "more is paid than is open"}';
    ELSIF v_open = 1 THEN
        RETURN v_result || '{"rule": "partial", "certain": true}';
    END IF;
    RETURN v_result || jsonb_build_object(
        'rule', 'partial', 'certain', false,
        'reason', format('%s documents are open and none has this amount: the oldest are proposed', v_open)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_documents(jsonb) IS 'Decides which open documents a payment settles.';
