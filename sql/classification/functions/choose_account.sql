CREATE FUNCTION hera_internal.choose_account(
    p_organization_id uuid, p_keys text[], p_date date, p_model hera_internal.model_score,
    p_offsets jsonb, p_weights float8[], p_rows integer, p_rejected text[] DEFAULT '{}',
    OUT account_code text, OUT score numeric, OUT levels integer, OUT accounts text[], OUT utilities float8[],
    OUT outside float8
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
-- A conditional logit over what memory recalls, the model's first three, and the option that none is right: the candidate
-- with the highest utility, and its probability; candidates come best first. NULL without a candidate. Weights are those of
-- combiner_weight, five for each level of memory, whose keys are in p_keys. Utilities count to four decimals, so that an
-- explanation which keeps them gives the same probability for ever, and to 500, because exp raises an error where it leaves
-- what a double holds. One in ten thousand is left to the option that none is right, so no score is 1: a threshold of 1
-- lets nothing pass. What was rejected is no candidate. levels is NULL for an account that only the model knows. However
-- likely another is, the account comes first that people decided last for this payee, text and unit, unless they decided
-- otherwise for this payee and amount: who corrects a document finds the next one corrected. Its probability is still its own.
DECLARE
    v_known integer;
    v_total float8;
BEGIN
    SELECT array_agg(u.account_code), array_agg(u.utility), (array_agg(u.levels))[1], max(u.known)
    INTO accounts, utilities, levels, v_known
    FROM (
        SELECT c.account_code, c.levels, c.known, hera_internal.candidate_utility(
            p_weights, c.utility + coalesce((p_offsets ->> c.account_code)::real, 0), c.levels, c.known, c.votes, c.place,
            p_model.margins
        ) AS utility
        FROM (
            SELECT a.account_code, sum(a.utility) AS utility, bit_or(a.levels) AS levels, count(*) FILTER (WHERE a.levels > 0) AS votes,
                bit_or(bit_or(a.levels)) OVER () AS known, array_position(p_model.accounts, a.account_code) AS place
            FROM (
                SELECT r.account_code, CASE WHEN r.place = 1 THEN 1 << r.level ELSE 0 END AS levels,
                    hera_internal.memory_utility(
                        p_weights, r.level, r.place, r.share, r.streak, p_date - r.last_date, r.pure
                    ) AS utility
                FROM (
                    SELECT unnest(m.accounts) AS account_code, unnest(m.shares) AS share,
                        generate_subscripts(m.accounts, 1) AS place, m.level, m.streak, m.last_date, m.pure
                    FROM hera_internal.account_memory AS m
                    WHERE m.organization_id = p_organization_id AND m.memory_key = ANY (p_keys)
                ) AS r
                UNION ALL
                SELECT t.account_code, NULL, 0 FROM unnest(p_model.accounts[:3]) AS t (account_code)
            ) AS a
            GROUP BY a.account_code
        ) AS c
        WHERE c.account_code <> ALL (p_rejected)
        ORDER BY hera_internal.is_decided_last(c.levels, c.known) DESC, utility DESC, c.account_code
    ) AS u;
    IF accounts IS NOT NULL THEN
        outside := hera_internal.outside_utility(p_weights, coalesce(v_known, 0), p_rows, p_model.margins[1]);
        outside := round(1e4 * least(greatest(outside, -500, utilities[1] - 9.2), 500)) / 1e4;
        v_total := exp(outside);
        FOR i IN 1 .. cardinality(utilities) LOOP
            v_total := v_total + exp(utilities[i]);
        END LOOP;
        account_code := accounts[1];
        score := round((exp(utilities[1]) / v_total)::numeric, 4);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_account(uuid, text[], date, hera_internal.model_score, jsonb, float8[], integer, text[]) IS 'The likeliest account by memory and model together.';
