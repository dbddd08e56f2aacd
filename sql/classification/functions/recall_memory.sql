CREATE FUNCTION hera_internal.recall_memory(
    p_organization_id uuid, p_text_key text, p_payee_key text, p_rejected text[],
    OUT account_code text, OUT confidence numeric, OUT evidence text, OUT explanation jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What people decided for exactly such documents; the finer level speaks first. The latest account is proposed, and its
-- evidence is how many decisions there are and how many of the last agree on it: payers change their coding, and what
-- was right for years is wrong the day after. What was rejected is not proposed. All NULL when nothing is remembered.
DECLARE
    v_memory record;
    v_prior numeric;
BEGIN
    SELECT m.level, m.account_code, m.streak, m.total INTO v_memory
    FROM (
        SELECT p.level, p.account_code, p.streak, p.last_seen_at, sum(p.seen) OVER (PARTITION BY p.level) AS total
        FROM hera.ai_transaction_patterns AS p
        WHERE p.organization_id = p_organization_id AND p.memory_key IN (p_text_key, p_payee_key) AND p.seen > 0
            AND p.account_code <> ALL (p_rejected)
    ) AS m
    ORDER BY m.level DESC, m.last_seen_at DESC
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    account_code := v_memory.account_code;
    evidence := format(
        'memory.%s.%s.%s', v_memory.level,
        hera_internal.count_class(v_memory.total::integer), hera_internal.count_class(v_memory.streak)
    );
    v_prior := round((v_memory.streak + 0.5) / (v_memory.streak + 1), 4);
    confidence := hera_internal.calibrate(p_organization_id, evidence, v_prior);
    explanation := jsonb_build_object(
        'level', v_memory.level, 'streak', v_memory.streak, 'of', v_memory.total, 'prior', v_prior
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.recall_memory(uuid, text, text, text[]) IS 'Account remembered for exactly such documents.';
