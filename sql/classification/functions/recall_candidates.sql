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
-- share, and how long ago. Keys are those of amount, text, payee and unit.
DECLARE
    v_list hera_internal.candidate_list;
    v_row record;
    v_place integer;
    v_level integer;
    v_utility float8;
BEGIN
    v_list.known := 0;
    v_list.known_count := 0;
    FOR v_row IN
        SELECT p.memory_key, p.account_code, p.streak, p.last_date, p.last_seen_at = max(p.last_seen_at) OVER w AS latest,
            p.streak = sum(p.seen) OVER w AS pure, p.faded / sum(p.faded) OVER w AS share
        FROM hera.ai_transaction_patterns AS p
        WHERE p.organization_id = p_organization_id AND p.memory_key = ANY (p_keys) AND p.seen > 0
        WINDOW w AS (PARTITION BY p.memory_key)
    LOOP
        -- What is worth less than a hundredth of its key is noise, and would cost a request of a varied payee time.
        CONTINUE WHEN v_row.share < 0.01 AND NOT v_row.latest;
        v_level := array_position(p_keys, v_row.memory_key) * 5 - 5;
        v_utility := p_weights[v_level + 3] * ln(50 * v_row.share + 1) / 3;
        v_place := array_position(v_list.accounts, v_row.account_code);
        IF v_place IS NULL THEN
            v_list.accounts := v_list.accounts || v_row.account_code;
            v_place := cardinality(v_list.accounts);
            v_list.utilities[v_place] := 0;
            v_list.levels[v_place] := 0;
        END IF;
        IF v_row.latest THEN
            v_utility := v_utility + p_weights[v_level + 1] + p_weights[v_level + 2] * ln(1.0::float8 + least(v_row.streak, 50))
                + p_weights[v_level + 4] * ln(1.0::float8 + greatest(p_date - v_row.last_date, 0)) / 5
                + CASE WHEN v_row.pure THEN p_weights[v_level + 5] ELSE 0 END;
            v_list.levels[v_place] := v_list.levels[v_place] | (1 << v_level / 5);
            v_list.known := v_list.known | (1 << v_level / 5);
            v_list.known_count := v_list.known_count + 1;
        END IF;
        v_list.utilities[v_place] := v_list.utilities[v_place] + v_utility;
    END LOOP;
    RETURN v_list;
END
$function$;
COMMENT ON FUNCTION hera_internal.recall_candidates(uuid, text[], date, float8[]) IS 'Accounts that memory remembers, weighed.';
