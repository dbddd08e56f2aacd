CREATE FUNCTION hera_internal.choose_items(
    p_organization_id uuid, p_documents hera_internal.document[], p_inputs hera_internal.guess_input[],
    p_scores hera_internal.model_score[], p_offsets jsonb, p_weights float8[], p_rows integer
)
RETURNS hera_internal.account_choice[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_internal.choose_account makes of memory and a model's scores, for each of many documents, in order.
BEGIN
    RETURN ARRAY(
        SELECT ROW(
            c.accounts[1],
            round((exp(c.utilities[1]) / (
                SELECT sum(exp(u.utility)) FROM unnest(o.outside || c.utilities) AS u (utility)
            ))::numeric, 4),
            c.levels, c.accounts, c.utilities, o.outside
        )::hera_internal.account_choice
        FROM (
            SELECT p_documents[n] AS document, (p_inputs[n]).keys AS keys, p_scores[n] AS model, n
            FROM generate_subscripts(p_documents, 1) AS n
            OFFSET 0
        ) AS d
        CROSS JOIN LATERAL (
            SELECT array_agg(u.account_code) AS accounts, array_agg(u.utility) AS utilities,
                (array_agg(u.levels))[1] AS levels, coalesce(max(u.known), 0) AS known
            FROM (
                SELECT c.account_code, c.levels, c.known, hera_internal.candidate_utility(
                    p_weights, c.utility + coalesce((p_offsets ->> c.account_code)::real, 0), c.levels, c.known, c.votes,
                    c.place, (d.model).margins
                ) AS utility
                FROM (
                    SELECT a.account_code, sum(a.utility) AS utility, bit_or(a.levels) AS levels,
                        count(*) FILTER (WHERE a.levels > 0) AS votes, bit_or(bit_or(a.levels)) OVER () AS known,
                        array_position((d.model).accounts, a.account_code) AS place
                    FROM (
                        SELECT r.account_code, CASE WHEN r.place = 1 THEN 1 << r.level ELSE 0 END AS levels,
                            hera_internal.memory_utility(
                                p_weights, r.level, r.place, r.share, r.streak,
                                (d.document).transaction_date - r.last_date, r.pure
                            ) AS utility
                        FROM (
                            SELECT unnest(m.accounts) AS account_code, unnest(m.shares) AS share,
                                generate_subscripts(m.accounts, 1) AS place, m.level, m.streak, m.last_date, m.pure
                            FROM hera_internal.account_memory AS m
                            WHERE m.organization_id = p_organization_id AND m.memory_key = ANY (d.keys)
                        ) AS r
                        UNION ALL
                        SELECT t.account_code, NULL, 0 FROM unnest((d.model).accounts[:3]) AS t (account_code)
                    ) AS a
                    GROUP BY a.account_code
                ) AS c
                ORDER BY hera_internal.is_decided_last(c.levels, c.known) DESC, utility DESC, c.account_code
            ) AS u
        ) AS c
        CROSS JOIN LATERAL (
            SELECT round(1e4 * least(greatest(
                hera_internal.outside_utility(p_weights, c.known, p_rows, (d.model).margins[1]), -500, c.utilities[1] - 9.2
            ), 500)) / 1e4 AS outside
            OFFSET 0
        ) AS o
        ORDER BY d.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_items(uuid, hera_internal.document[], hera_internal.guess_input[], hera_internal.model_score[], jsonb, float8[], integer) IS 'The likeliest accounts of many documents by memory and model together.';
