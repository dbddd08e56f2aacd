CREATE FUNCTION hera_internal.document_content(p_organization_id uuid, p_transaction_id uuid)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $function$
-- The rows of a document as hera_internal.audit_entries hashes them: header, then one line after the other.
DECLARE
    v_created_at timestamptz := hera_internal.uuid_time(p_transaction_id);
BEGIN
    RETURN coalesce((
        SELECT rtrim(t::text, ',)') FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id AND t.created_at = v_created_at
    ), '') || coalesce((
        SELECT chr(10) || string_agg(rtrim(n::text, ',)'), chr(10) ORDER BY n.line_number)
        FROM hera.universal_transaction_lines AS n
        WHERE n.organization_id = p_organization_id AND n.transaction_id = p_transaction_id
            AND n.created_at = v_created_at
    ), '');
END
$function$;
COMMENT ON FUNCTION hera_internal.document_content(uuid, uuid) IS 'Header and lines of a document in the form that the audit trail hashes.';
ALTER FUNCTION hera_internal.document_content(uuid, uuid) OWNER TO hera_owner;
