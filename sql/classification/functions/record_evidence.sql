CREATE FUNCTION hera_internal.record_evidence(p_organization_id uuid, p_evidence text, p_hit boolean)
RETURNS void
LANGUAGE sql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO hera_internal.classification_record AS r (organization_id, evidence, tries, hits)
    SELECT p_organization_id, p_evidence, 1, p_hit::integer
    WHERE p_evidence IS NOT NULL
    ON CONFLICT (organization_id, evidence) DO UPDATE
    SET tries = r.tries + 1, hits = r.hits + excluded.hits
$function$;
COMMENT ON FUNCTION hera_internal.record_evidence(uuid, text, boolean) IS 'Counts whether evidence of a class was right.';
