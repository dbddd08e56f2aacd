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
-- to four decimals, so that an explanation which keeps them gives the same probability for ever. What was rejected is no
-- candidate.
DECLARE
    v_total float8;
BEGIN
    outside := round(1e4 * hera_internal.outside_utility(p_weights, p_recalled.known, p_rows, p_model.margins[1])) / 1e4;
    SELECT array_agg(u.account), array_agg(u.utility), (array_agg(u.levels))[1]
    INTO accounts, utilities, levels
    FROM (
        SELECT c.account, c.levels, round(1e4 * (
            c.utility + coalesce(p_offsets[array_position(p_classes, c.account)], 0)
            + CASE WHEN c.votes >= 2 AND c.votes = p_recalled.known_count THEN p_weights[25] ELSE 0 END
            + p_weights[28] * greatest(c.votes + (c.place IS NOT DISTINCT FROM 1)::integer - 1, 0)
            + CASE WHEN c.place IS NULL THEN 0 ELSE p_weights[24] + p_weights[22] * p_model.margins[c.place]
                + p_weights[23] * least(greatest(
                    p_model.margins[c.place] - coalesce(p_model.margins[CASE c.place WHEN 1 THEN 2 ELSE 1 END], 0), -2
                ), 2) END
            + CASE WHEN c.place = 1 THEN p_weights[21] + CASE WHEN c.levels & 2 = 2 THEN p_weights[26] ELSE 0 END
                + CASE WHEN c.levels & 4 = 4 THEN p_weights[27] ELSE 0 END ELSE 0 END
        )) / 1e4 AS utility
        FROM (
            SELECT r.account, r.utility, r.levels, bit_count(r.levels::bit(4))::integer AS votes,
                array_position(p_model.accounts, r.account) AS place
            FROM unnest(p_recalled.accounts, p_recalled.utilities, p_recalled.levels) AS r (account, utility, levels)
            UNION ALL
            SELECT m.account, 0, 0, 0, m.place
            FROM unnest(p_model.accounts[:3]) WITH ORDINALITY AS m (account, place)
            WHERE m.account <> ALL (coalesce(p_recalled.accounts, '{}'))
        ) AS c
        WHERE c.account <> ALL (p_rejected)
        ORDER BY utility DESC, c.account
    ) AS u;
    IF accounts IS NOT NULL THEN
        v_total := exp(outside);
        FOR i IN 1 .. cardinality(utilities) LOOP
            v_total := v_total + exp(utilities[i]);
        END LOOP;
        account_code := accounts[1];
        score := round((exp(utilities[1]) / v_total)::numeric, 4);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_account(hera_internal.candidate_list, hera_internal.model_score, text[], real[], float8[], integer, text[]) IS 'The likeliest account by memory and model together.';
