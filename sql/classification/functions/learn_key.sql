CREATE FUNCTION hera_internal.learn_key(
    p_organization_id uuid,
    p_document hera_internal.document,
    p_account_code text,
    p_weight integer,
    p_level text,
    p_memory_key text,
    p_now timestamptz,
    p_embedding text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_seqscan = off
AS $function$
-- Remembers a decision under one key, or takes it back. A decision is worth four fifths of the one after it: it weighs
-- 1.25 to the power of its number, so that no other row is touched and a share is a share of sums. Numbers begin anew
-- every thousand decisions, before the weights leave what a double holds.
DECLARE
    v_id uuid;
    v_decisions integer;
    v_latest text;
BEGIN
    SELECT sum(p.seen), (array_agg(p.account_code ORDER BY p.last_seen_at DESC, p.id DESC))[1]
    INTO v_decisions, v_latest
    FROM hera.ai_transaction_patterns AS p
    WHERE p.organization_id = p_organization_id AND p.memory_key = p_memory_key AND p.seen > 0;
    v_decisions := coalesce(v_decisions, 0) + p_weight;
    IF v_decisions > 0 AND v_decisions % 1000 = 0 AND p_weight > 0 THEN
        UPDATE hera.ai_transaction_patterns AS p
        SET faded = greatest(p.faded * 0.8::float8 ^ 1000, 1e-290)
        WHERE p.organization_id = p_organization_id AND p.memory_key = p_memory_key;
    END IF;
    UPDATE hera.ai_transaction_patterns AS p
    SET seen = greatest(p.seen + p_weight, 0),
        streak = CASE
            WHEN p_weight < 0 THEN least(p.streak, greatest(p.seen + p_weight, 0))
            WHEN v_latest IS DISTINCT FROM p_account_code THEN 1
            ELSE p.streak + 1
        END,
        faded = greatest(p.faded + p_weight * 1.25::float8 ^ (v_decisions % 1000), 1e-290),
        last_seen_at = CASE WHEN p_weight > 0 THEN p_now ELSE p.last_seen_at END,
        last_date = CASE WHEN p_weight > 0 THEN p_document.transaction_date ELSE p.last_date END
    WHERE p.organization_id = p_organization_id AND p.memory_key = p_memory_key AND p.account_code = p_account_code;
    IF NOT FOUND AND p_weight > 0 THEN
        v_id := hera_internal.new_id();
        INSERT INTO hera.ai_transaction_patterns AS p (
            organization_id, id, level, memory_key, transaction_type, counterparty_id, account_code, seen, streak,
            last_seen_at, last_date, faded, embedding, created_at
        )
        VALUES (
            p_organization_id, v_id, p_level, p_memory_key, p_document.transaction_type, p_document.counterparty_id,
            p_account_code, p_weight, 1, p_now, p_document.transaction_date,
            1.25::float8 ^ (v_decisions % 1000), p_embedding::vector(256),
            hera_internal.uuid_time(v_id)
        )
        ON CONFLICT (organization_id, memory_key, account_code) DO UPDATE
        SET seen = p.seen + excluded.seen, streak = p.streak + 1, faded = p.faded + excluded.faded,
            last_seen_at = excluded.last_seen_at, last_date = excluded.last_date;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.learn_key(uuid, hera_internal.document, text, integer, text, text, timestamptz, text) IS 'Remembers a decision under one key.';
