CREATE FUNCTION hera_internal.learn_account(
    p_organization_id uuid, p_document hera_internal.document, p_account_code text, p_weight integer
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Remembers (p_weight 1) or takes back (p_weight -1) that a document belonged to an account; the very next
-- classification sees it. Keys are taken in sorted order, so two writers never deadlock.
DECLARE
    v_payee text := hera_internal.normalize_text(p_document.counterparty_name);
    v_text text := hera_internal.normalize_text(p_document.description);
    v_key record;
    v_now timestamptz := clock_timestamp();
    v_embedding text := CASE
        WHEN v_payee <> '' OR v_text <> '' THEN hera_internal.embed_text(v_payee, v_text, p_document.unit)
    END;
BEGIN
    FOR v_key IN
        SELECT k.level, k.memory_key FROM unnest(
            '{amount,text,payee,unit}'::text[], hera_internal.document_keys(p_document, v_payee, v_text)
        ) AS k (level, memory_key)
        WHERE k.memory_key IS NOT NULL
        ORDER BY k.memory_key
    LOOP
        PERFORM hera_internal.learn_key(
            p_organization_id, p_document, p_account_code, p_weight, v_key.level, v_key.memory_key, v_now,
            CASE v_key.level WHEN 'text' THEN v_embedding END
        );
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.learn_account(uuid, hera_internal.document, text, integer) IS 'Remembers what a person decided for a document.';
