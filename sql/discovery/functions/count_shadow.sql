CREATE FUNCTION hera_internal.count_shadow(
    p_organization_id uuid, p_document hera_internal.document, p_predicted text, p_final_account text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document that a person judged, to the record of every candidate whose conditions it meets: would it have been right,
-- and was HERA? Rows are locked in the order of ids.
DECLARE
    v_text text := hera_internal.normalize_text(p_document.counterparty_name) || ' '
        || hera_internal.normalize_text(p_document.description);
    v_pattern record;
BEGIN
    FOR v_pattern IN
        SELECT p.id, p.account_code FROM hera_internal.discovered_pattern AS p
        WHERE p.organization_id = p_organization_id AND p.status = 'candidate' AND p.kind <> 'code'
            AND (p.counterparty_id = p_document.counterparty_id OR p.counterparty_id IS NULL)
            AND p.transaction_type = p_document.transaction_type
            AND (p.text_pattern IS NULL OR v_text LIKE p.text_pattern)
            AND (p.unit IS NULL OR p.unit = p_document.unit)
        ORDER BY p.id
    LOOP
        UPDATE hera_internal.discovered_pattern AS p
        SET shadow_tries = p.shadow_tries + 1,
            shadow_hits = p.shadow_hits + CASE WHEN p_final_account = p.account_code THEN 1 ELSE 0 END,
            active_hits = p.active_hits + CASE WHEN p_final_account = p_predicted THEN 1 ELSE 0 END
        WHERE p.organization_id = p_organization_id AND p.id = v_pattern.id AND p.status = 'candidate';
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_shadow(uuid, hera_internal.document, text, text) IS 'Counts how discovered patterns would have done on a judged document.';
