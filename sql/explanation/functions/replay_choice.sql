CREATE FUNCTION hera_internal.replay_choice(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What choose_account and choose_guess make of these candidates: the one with the highest utility, the first of equals, or
-- the first where people decided it last; its share of the whole, and the stage and evidence that follow. Numbers are added
-- in the order in which they were then.
DECLARE
    v_accounts text[] := ARRAY(SELECT jsonb_array_elements_text(p_explanation #> '{candidates,accounts}'));
    v_utilities float8[] := ARRAY(
        SELECT u.value::float8 FROM jsonb_array_elements_text(p_explanation #> '{candidates,utilities}') AS u
    );
    v_total float8 := exp((p_explanation #>> '{candidates,outside}')::float8);
    v_best integer := 1;
    v_top boolean;
    v_stage text;
BEGIN
    FOR i IN 1 .. cardinality(v_utilities) LOOP
        v_total := v_total + exp(v_utilities[i]);
        IF v_utilities[i] > v_utilities[v_best] AND NOT p_explanation ? 'decided_last' THEN
            v_best := i;
        END IF;
    END LOOP;
    v_top := coalesce(v_accounts[v_best] = p_explanation ->> 'model_account', false);
    v_stage := CASE
        WHEN p_explanation ->> 'levels' IS NULL OR (v_top AND p_explanation ->> 'levels' !~ 'amount|text') THEN 'model'
        ELSE 'memory'
    END;
    RETURN jsonb_build_object(
        'stage', v_stage, 'account', v_accounts[v_best], 'score', round((exp(v_utilities[v_best]) / v_total)::numeric, 4),
        'evidence', concat_ws(
            '.', v_stage, nullif(p_explanation ->> 'levels', ''), CASE WHEN v_top THEN 'top' END
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.replay_choice(jsonb) IS 'A choice of memory and model made again from its candidates.';
