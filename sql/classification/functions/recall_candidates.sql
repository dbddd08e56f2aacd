CREATE FUNCTION hera_internal.recall_candidates(
    p_organization_id uuid, p_keys text[], p_date date, p_weights float8[]
)
RETURNS hera_internal.candidate_list
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
-- What memory remembers under these keys, weighed: the account decided last, how many decisions in a row, its faded
-- share, and how long ago. Keys are those of amount, text, payee and unit, with five weights each. What is worth less
-- than a hundredth of its key is noise, and would cost a request of a varied payee time.
DECLARE
    v_list hera_internal.candidate_list;
BEGIN
    SELECT array_agg(a.account_code), array_agg(a.utility), array_agg(a.levels), coalesce(bit_or(a.levels), 0),
        coalesce(sum(a.latest), 0)
    INTO v_list.accounts, v_list.utilities, v_list.levels, v_list.known, v_list.known_count
    FROM (
        SELECT r.account_code, count(*) FILTER (WHERE r.latest) AS latest,
            bit_or(CASE WHEN r.latest THEN 1 << r.level ELSE 0 END) AS levels,
            sum(p_weights[r.level * 5 + 3] * ln(50 * r.share + 1) / 3 + CASE
                WHEN r.latest THEN p_weights[r.level * 5 + 1]
                    + p_weights[r.level * 5 + 2] * ln(1.0::float8 + least(r.streak, 50))
                    + p_weights[r.level * 5 + 4] * ln(1.0::float8 + greatest(p_date - r.last_date, 0)) / 5
                    + CASE WHEN r.pure THEN p_weights[r.level * 5 + 5] ELSE 0 END
                ELSE 0
            END) AS utility
        FROM (
            SELECT p.account_code, p.streak, p.last_date, array_position(p_keys, p.memory_key) - 1 AS level,
                p.last_seen_at = max(p.last_seen_at) OVER w AS latest, p.streak = sum(p.seen) OVER w AS pure,
                p.faded / sum(p.faded) OVER w AS share
            FROM hera.ai_transaction_patterns AS p
            WHERE p.organization_id = p_organization_id AND p.memory_key = ANY (p_keys) AND p.seen > 0
            WINDOW w AS (PARTITION BY p.memory_key)
        ) AS r
        WHERE r.share >= 0.01 OR r.latest
        GROUP BY r.account_code
    ) AS a;
    RETURN v_list;
END
$function$;
COMMENT ON FUNCTION hera_internal.recall_candidates(uuid, text[], date, float8[]) IS 'Accounts that memory remembers, weighed.';
