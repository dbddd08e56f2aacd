CREATE FUNCTION hera_internal.keep_memory()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
-- Sums up the patterns of one key, for guesses. The key's row is locked first and the patterns are read by a statement after
-- that, which sees what whoever held the lock before has committed.
DECLARE
    v_pattern CONSTANT hera.ai_transaction_patterns := coalesce(new, old);
    v_memory record;
BEGIN
    INSERT INTO hera_internal.account_memory AS m (organization_id, memory_key, level, accounts, shares, streak, pure)
    VALUES (
        v_pattern.organization_id, v_pattern.memory_key,
        array_position('{amount,text,payee,unit}'::text[], v_pattern.level) - 1, '{}', '{}', 0, false
    )
    ON CONFLICT (organization_id, memory_key) DO UPDATE SET streak = m.streak;
    SELECT array_agg(r.account_code ORDER BY r.place) AS accounts, array_agg(r.share ORDER BY r.place) AS shares,
        max(r.streak) FILTER (WHERE r.place = 1) AS streak, max(r.last_date) FILTER (WHERE r.place = 1) AS last_date,
        bool_or(r.pure) FILTER (WHERE r.place = 1) AS pure
    INTO v_memory
    FROM (
        SELECT p.account_code, p.streak, p.last_date, p.faded / sum(p.faded) OVER () AS share,
            p.streak = sum(p.seen) OVER () AS pure, row_number() OVER (ORDER BY p.last_seen_at DESC, p.id DESC) AS place
        FROM hera.ai_transaction_patterns AS p
        WHERE p.organization_id = v_pattern.organization_id AND p.memory_key = v_pattern.memory_key AND p.seen > 0
    ) AS r
    WHERE r.place = 1 OR r.share >= 0.01;
    IF v_memory.accounts IS NULL THEN
        DELETE FROM hera_internal.account_memory AS m
        WHERE m.organization_id = v_pattern.organization_id AND m.memory_key = v_pattern.memory_key;
    ELSE
        UPDATE hera_internal.account_memory AS m
        SET accounts = v_memory.accounts, shares = v_memory.shares, streak = v_memory.streak,
            last_date = v_memory.last_date, pure = v_memory.pure
        WHERE m.organization_id = v_pattern.organization_id AND m.memory_key = v_pattern.memory_key;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.keep_memory() IS 'Keeps what guesses ask of memory as patterns are.';
