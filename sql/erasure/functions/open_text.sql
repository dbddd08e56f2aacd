CREATE FUNCTION hera_internal.open_text(
    p_organization_id uuid, p_transaction_id uuid, p_subject_id uuid, p_sealed bytea, p_needed boolean DEFAULT false
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- Names and texts of a document; NULL where its subject was erased, where no master key was given, or where what was
-- encrypted is of another document. Where it is needed, a key that was not given raises ERA_001; another one ERA_002.
DECLARE
    v_master text := hera_internal.master_key();
    v_wrapped bytea := (
        SELECT k.wrapped FROM hera_internal.text_key AS k
        WHERE k.organization_id = p_organization_id AND k.subject_id = p_subject_id
    );
    v_text jsonb;
BEGIN
    IF v_master IS NULL AND v_wrapped IS NOT NULL AND p_needed THEN
        PERFORM hera_internal.raise_error('ERA_001', 'hera.text_key');
    ELSIF v_master IS NULL OR v_wrapped IS NULL THEN
        RETURN NULL;
    END IF;
    v_text := convert_from(hera_internal.decrypt_bytes(
        p_sealed, convert_from(hera_internal.decrypt_bytes(v_wrapped, v_master), 'UTF8')
    ), 'UTF8')::jsonb;
    RETURN CASE WHEN v_text ->> 'transaction_id' = p_transaction_id::text THEN v_text END;
END
$function$;
COMMENT ON FUNCTION hera_internal.open_text(uuid, uuid, uuid, bytea, boolean) IS 'Decrypts the texts of a document.';
ALTER FUNCTION hera_internal.open_text(uuid, uuid, uuid, bytea, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.open_text(uuid, uuid, uuid, bytea, boolean) TO hera_api;
