CREATE FUNCTION hera_internal.choose_account(
    p_recalled hera_internal.candidate_list, p_model hera_internal.model_score, p_classes text[], p_offsets real[],
    p_weights float8[], p_rows integer, p_rejected text[] DEFAULT '{}',
    OUT account_code text, OUT score numeric, OUT levels integer, OUT accounts text[], OUT utilities float8[],
    OUT outside float8
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A conditional logit over what memory recalls, the model's first three, and the option that none is right: the candidate
-- with the highest utility, and its probability. NULL without a candidate. Weights are those of combiner_weight. Utilities count
-- to four decimals, so that an explanation which keeps them gives the same probability for ever, and to 500, because exp
-- raises an error where it leaves what a double holds. What was rejected is no candidate. levels is NULL for an account
-- that only the model knows.
DECLARE
    v_accounts text[] := p_recalled.accounts
        || ARRAY(SELECT m.account FROM unnest(p_model.accounts[:3]) AS m (account) WHERE m.account <> ALL (coalesce(p_recalled.accounts, '{}')));
    v_levels integer;
    v_place integer;
    v_votes integer;
    v_utility float8;
    v_best float8 := '-Infinity'::float8;
    v_total float8;
BEGIN
    outside := hera_internal.outside_utility(p_weights, p_recalled.known, p_rows, p_model.margins[1]);
    outside := round(1e4 * least(greatest(outside, -500), 500)) / 1e4;
    v_total := exp(outside);
    FOR i IN 1 .. coalesce(cardinality(v_accounts), 0) LOOP
        CONTINUE WHEN v_accounts[i] = ANY (p_rejected);
        v_levels := coalesce(p_recalled.levels[i], 0);
        v_place := array_position(p_model.accounts, v_accounts[i]);
        v_votes := (v_levels & 1) + (v_levels >> 1 & 1) + (v_levels >> 2 & 1) + (v_levels >> 3 & 1);
        v_utility := coalesce(p_recalled.utilities[i], 0) + coalesce(p_offsets[array_position(p_classes, v_accounts[i])], 0)
            + CASE WHEN v_votes >= 2 AND v_votes = p_recalled.known_count THEN p_weights[25] ELSE 0 END
            + p_weights[28] * greatest(v_votes + CASE v_place WHEN 1 THEN 1 ELSE 0 END - 1, 0);
        IF v_place IS NOT NULL THEN
            v_utility := v_utility + p_weights[24] + p_weights[22] * p_model.margins[v_place] + p_weights[23] * least(greatest(
                p_model.margins[v_place] - coalesce(p_model.margins[CASE v_place WHEN 1 THEN 2 ELSE 1 END], 0), -2
            ), 2);
        END IF;
        IF v_place = 1 THEN
            v_utility := v_utility + p_weights[21]
                + CASE WHEN v_levels & 2 = 2 THEN p_weights[26] ELSE 0 END
                + CASE WHEN v_levels & 4 = 4 THEN p_weights[27] ELSE 0 END;
        END IF;
        v_utility := round(1e4 * least(greatest(v_utility, -500), 500)) / 1e4;
        v_total := v_total + exp(v_utility);
        accounts := accounts || v_accounts[i];
        utilities := utilities || v_utility;
        IF v_utility > v_best THEN
            v_best := v_utility;
            account_code := v_accounts[i];
            levels := p_recalled.levels[i];
        END IF;
    END LOOP;
    score := round((exp(v_best) / v_total)::numeric, 4);
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_account(hera_internal.candidate_list, hera_internal.model_score, text[], real[], float8[], integer, text[]) IS 'The likeliest account by memory and model together.';
