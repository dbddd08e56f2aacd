CREATE FUNCTION hera.encrypt_texts(p_organization_id uuid, p_limit integer DEFAULT 10000)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Encrypts texts that were stored before the setting encrypt_personal_text, p_limit documents at a time; returns how many,
-- so 0 says that none is left. Drafts that change meanwhile are left to the next call. What was there in the clear stays in
-- dead rows until VACUUM, in the log of the server and in backups. Raises AUTHZ_001, VAL_010 (p_limit), ERA_001 to ERA_003.
DECLARE
    v_count bigint;
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'entities.erase');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000000, '1 to 1000000');
    WITH plain AS (
        SELECT x.transaction_id, x.created_at,
            coalesce(t.counterparty_id, x.organization_id) AS subject_id, jsonb_strip_nulls(jsonb_build_object(
                'transaction_id', x.transaction_id, 'counterparty_name', x.counterparty_name,
                'description', x.description, 'reference_number', x.reference_number,
                'line_descriptions', x.line_descriptions
            )) || jsonb_build_object('metadata', x.metadata) AS content
        FROM hera_internal.transaction_text AS x
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = x.organization_id AND t.id = x.transaction_id AND t.created_at = x.created_at
        WHERE x.organization_id = p_organization_id AND x.sealed IS NULL
        ORDER BY subject_id, x.transaction_id
        LIMIT p_limit
        FOR UPDATE OF x SKIP LOCKED
    ), sealed AS MATERIALIZED (
        SELECT p.transaction_id, p.created_at, p.subject_id,
            hera_internal.seal_text(p_organization_id, p.subject_id, p.content) AS content
        FROM plain AS p
    )
    UPDATE hera_internal.transaction_text AS x
    SET counterparty_name = NULL, description = NULL, reference_number = NULL, line_descriptions = NULL, metadata = NULL,
        subject_id = s.subject_id, sealed = s.content
    FROM sealed AS s
    WHERE x.organization_id = p_organization_id AND x.transaction_id = s.transaction_id AND x.created_at = s.created_at;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.encrypt_texts(uuid, integer) IS 'Encrypts texts that are stored in the clear.';
ALTER FUNCTION hera.encrypt_texts(uuid, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.encrypt_texts(uuid, integer) TO hera_app, hera_admin;
