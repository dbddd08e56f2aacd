CREATE FUNCTION hera_internal.combine_candidates(
    p_organization_id uuid, p_keys text[], p_date date, p_model hera_internal.model_score, p_weights float8[]
)
RETURNS hera_internal.combined_guess
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Utility of every candidate: what memory remembers under these keys and what the model puts first. One query; the
-- weights are those of combiner_weight.
DECLARE
    v_result hera_internal.combined_guess;
    v_second real := p_model.margins[2];
    v_first real := p_model.margins[1];
BEGIN
    SELECT array_agg(u.account_code ORDER BY u.utility DESC, u.account_code),
        array_agg(u.utility ORDER BY u.utility DESC, u.account_code),
        array_agg(u.votes ORDER BY u.utility DESC, u.account_code),
        array_agg(u.exact ORDER BY u.utility DESC, u.account_code), bit_or(u.levels)
    INTO v_result.accounts, v_result.utilities, v_result.votes, v_result.exact, v_result.known
    FROM (
        SELECT c.account_code, c.levels, c.votes, c.exact, c.utility
            + CASE WHEN c.votes >= 2 AND c.votes = sum(c.votes) OVER () THEN p_weights[25] ELSE 0 END
            + p_weights[28] * greatest(c.votes + c.top - 1, 0)
            + CASE WHEN c.top = 1 AND c.levels & 2 = 2 THEN p_weights[26] ELSE 0 END
            + CASE WHEN c.top = 1 AND c.levels & 4 = 4 THEN p_weights[27] ELSE 0 END AS utility
        FROM (
            SELECT s.account_code, sum(s.utility) AS utility, bit_or(s.latest) AS levels, max(s.top) AS top,
                (count(*) FILTER (WHERE s.latest > 0))::integer AS votes, bool_or(s.latest IN (1, 2)) AS exact,
                min(s.place) AS place
            FROM (
                SELECT k.account_code, CASE WHEN k.recency = 1 THEN 1 << k.level ELSE 0 END AS latest, 0 AS top, 0 AS place,
                    p_weights[k.level * 5 + 3] * ln((k.faded / sum(k.faded) OVER (PARTITION BY k.level) + 0.02) / 0.02) / 3
                    + CASE
                        WHEN k.recency = 1 THEN p_weights[k.level * 5 + 1]
                            + p_weights[k.level * 5 + 2] * ln(1.0::float8 + least(k.streak, 50))
                            + p_weights[k.level * 5 + 4] * ln(1.0::float8 + greatest(p_date - k.last_date, 0)) / 5
                            + CASE WHEN k.streak = k.total THEN p_weights[k.level * 5 + 5] ELSE 0 END
                        ELSE 0
                    END AS utility
                FROM (
                    SELECT p.account_code, p.streak, coalesce(p.last_date, p_date) AS last_date,
                        array_position(p_keys, p.memory_key) - 1 AS level,
                        sum(p.seen) OVER (PARTITION BY p.memory_key) AS total,
                        p.faded * 0.8::float8 ^ (sum(p.seen) OVER (PARTITION BY p.memory_key) - p.faded_at)::float8 AS faded,
                        row_number() OVER (PARTITION BY p.memory_key ORDER BY p.last_seen_at DESC, p.id DESC) AS recency
                    FROM hera.ai_transaction_patterns AS p
                    WHERE p.organization_id = p_organization_id AND p.memory_key = ANY (p_keys) AND p.seen > 0
                ) AS k
                WHERE k.recency <= 8
                UNION ALL
                SELECT m.account_code, 0, (m.place = 1)::integer, m.place::integer, p_weights[24] + p_weights[22] * m.margin
                    + CASE m.place WHEN 1 THEN p_weights[21] ELSE 0 END
                    + p_weights[23] * least(greatest(m.margin - CASE m.place WHEN 1 THEN v_second ELSE v_first END, -2), 2)
                FROM unnest(p_model.accounts, p_model.margins) WITH ORDINALITY AS m (account_code, margin, place)
            ) AS s
            GROUP BY s.account_code
            -- The fourth and fifth of the model are no candidates of their own.
            HAVING min(s.place) <= 3
        ) AS c
    ) AS u;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.combine_candidates(uuid, text[], date, hera_internal.model_score, float8[]) IS 'Candidates of memory and model, with their utilities.';
