CREATE FUNCTION hera_internal.subject_documents(p_organization_id uuid, p_entity_id uuid)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents of a counterparty, in whatever state.
BEGIN
    RETURN ARRAY(
        SELECT t.id FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.counterparty_id = p_entity_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.subject_documents(uuid, uuid) IS 'Documents of a counterparty.';
ALTER FUNCTION hera_internal.subject_documents(uuid, uuid) OWNER TO hera_owner;
