CREATE FUNCTION hera_internal.choose_account(
    p_organization_id uuid, p_keys text[], p_date date, p_model hera_internal.model_score, p_classes text[],
    p_offsets real[], p_weights float8[], p_rows integer,
    OUT account_code text, OUT score numeric, OUT runner_up text, OUT votes integer, OUT exact boolean, OUT known integer
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A conditional logit over the candidates and the option that none is right: the candidate with the highest utility,
-- and its probability. NULL without a candidate.
DECLARE
    v_guess hera_internal.combined_guess := hera_internal.combine_candidates(
        p_organization_id, p_keys, p_date, p_model, p_weights
    );
    v_total float8;
    v_utility float8;
    v_best float8 := '-Infinity';
    v_place integer;
BEGIN
    IF v_guess.accounts IS NULL THEN
        RETURN;
    END IF;
    v_total := exp(hera_internal.outside_utility(
        p_weights, coalesce(v_guess.known, 0), p_rows, coalesce(p_model.margins[1], 0)
    ));
    FOR i IN 1 .. least(cardinality(v_guess.accounts), 12) LOOP
        v_utility := v_guess.utilities[i] + coalesce(p_offsets[array_position(p_classes, v_guess.accounts[i])], 0);
        v_total := v_total + exp(v_utility);
        IF v_utility > v_best THEN
            runner_up := v_guess.accounts[v_place];
            v_best := v_utility;
            v_place := i;
        ELSIF runner_up IS NULL THEN
            runner_up := v_guess.accounts[i];
        END IF;
    END LOOP;
    account_code := v_guess.accounts[v_place];
    score := round((exp(v_best) / v_total)::numeric, 4);
    votes := v_guess.votes[v_place];
    exact := v_guess.exact[v_place];
    known := coalesce(v_guess.known, 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_account(uuid, text[], date, hera_internal.model_score, text[], real[], float8[], integer) IS 'The likeliest account by memory and model together.';
