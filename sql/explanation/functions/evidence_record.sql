CREATE FUNCTION hera_internal.evidence_record(p_organization_id uuid, p_evidence text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- How often evidence of a class was right so far; kept with a decision, because it will be another one tomorrow.
BEGIN
    RETURN (
        SELECT jsonb_build_object('tries', coalesce(sum(r.tries), 0), 'hits', coalesce(sum(r.hits), 0))
        FROM hera_internal.classification_record AS r
        WHERE r.organization_id = p_organization_id AND r.evidence = p_evidence
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.evidence_record(uuid, text) IS 'How often evidence of a class was tried and right.';
