CREATE FUNCTION hera.list_models(p_organization_id uuid)
RETURNS TABLE (
    model uuid, version integer, status text, scope text, classes integer, features integer, trained_rows integer,
    trained_through timestamptz, trained_at timestamptz, activated_at timestamptz, evidence jsonb
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Latest first; for the model in shadow the evidence includes what people judged until now.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'transactions.read');
    RETURN QUERY
    SELECT m.id, m.version, m.status, m.scope, cardinality(m.classes), m.feature_count, m.trained_rows, m.trained_through,
        m.trained_at, m.activated_at,
        CASE m.status
            WHEN 'shadow' THEN m.evidence || jsonb_build_object(
                'shadow', hera_internal.compare_model(p_organization_id, m.id)
            )
            ELSE m.evidence
        END
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id
    ORDER BY m.version DESC;
END
$function$;
COMMENT ON FUNCTION hera.list_models(uuid) IS 'Models of an organization, with their evidence.';
GRANT EXECUTE ON FUNCTION hera.list_models(uuid) TO hera_app, hera_admin;
