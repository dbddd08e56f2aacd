CREATE FUNCTION hera_internal.write_platform_leaf(p_event text, p_subject_id uuid, p_detail jsonb)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Appends a leaf of the installation, which belongs to no organization and has the organization of zeros. By the login.
BEGIN
    RETURN hera_internal.write_audit_leaf(
        '00000000-0000-0000-0000-000000000000', p_event, p_subject_id, hera_internal.caller_name(), NULL, p_detail
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.write_platform_leaf(text, uuid, jsonb) IS 'Appends a leaf of the installation to the audit stream.';
ALTER FUNCTION hera_internal.write_platform_leaf(text, uuid, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.write_platform_leaf(text, uuid, jsonb) TO hera_api;
