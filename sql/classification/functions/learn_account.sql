CREATE FUNCTION hera_internal.learn_account(
    p_organization_id uuid, p_document hera_internal.document, p_account_code text, p_weight integer
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- Remembers (p_weight 1) or takes back (p_weight -1) that a document belonged to an account; the very next
-- classification sees it. Keys are taken in sorted order, so two writers never deadlock.
DECLARE
    v_payee text := hera_internal.normalize_text(p_document.counterparty_name);
    v_text text := hera_internal.normalize_text(p_document.description);
    v_keys record := hera_internal.memory_keys(p_document.transaction_type, v_payee, v_text, p_document.unit);
    v_key record;
    v_id uuid;
    v_now timestamptz := clock_timestamp();
BEGIN
    FOR v_key IN
        SELECT k.level, k.memory_key FROM (
            VALUES ('text', v_keys.text_key), ('payee', v_keys.payee_key)
        ) AS k (level, memory_key)
        WHERE k.memory_key IS NOT NULL
        ORDER BY k.memory_key
    LOOP
        UPDATE hera.ai_transaction_patterns AS p
        SET seen = greatest(p.seen + p_weight, 0),
            streak = CASE
                WHEN p_weight < 0 THEN least(p.streak, greatest(p.seen + p_weight, 0))
                WHEN EXISTS (
                    SELECT FROM hera.ai_transaction_patterns AS later
                    WHERE later.organization_id = p_organization_id AND later.memory_key = v_key.memory_key
                        AND later.last_seen_at > p.last_seen_at AND later.seen > 0
                ) THEN 1
                ELSE p.streak + 1
            END,
            last_seen_at = CASE WHEN p_weight > 0 THEN v_now ELSE p.last_seen_at END
        WHERE p.organization_id = p_organization_id AND p.memory_key = v_key.memory_key
            AND p.account_code = p_account_code;
        IF NOT FOUND AND p_weight > 0 THEN
            v_id := hera_internal.new_id();
            INSERT INTO hera.ai_transaction_patterns AS p (
                organization_id, id, level, memory_key, transaction_type, counterparty_id, account_code, seen,
                streak, last_seen_at, embedding, created_at
            )
            VALUES (
                p_organization_id, v_id, v_key.level, v_key.memory_key, p_document.transaction_type,
                p_document.counterparty_id, p_account_code, p_weight, 1, v_now,
                CASE v_key.level
                    WHEN 'text' THEN hera_internal.embed_text(v_payee, v_text, p_document.unit)::vector(256)
                END,
                hera_internal.uuid_time(v_id)
            )
            ON CONFLICT (organization_id, memory_key, account_code) DO UPDATE
            SET seen = p.seen + excluded.seen, streak = p.streak + 1, last_seen_at = excluded.last_seen_at;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.learn_account(uuid, hera_internal.document, text, integer) IS 'Remembers what a person decided for a document.';
