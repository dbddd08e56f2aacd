CREATE FUNCTION hera_internal.calibrate(p_organization_id uuid, p_evidence text, p_prior numeric)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Posterior mean of the share of right answers that evidence of this class gave in this organization; the prior
-- counts as eight answers.
BEGIN
    RETURN (
        SELECT round((coalesce(sum(r.hits), 0) + 8 * p_prior) / (coalesce(sum(r.tries), 0) + 8), 4)
        FROM hera_internal.classification_record AS r
        WHERE r.organization_id = p_organization_id AND r.evidence = p_evidence
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.calibrate(uuid, text, numeric) IS 'Confidence of evidence, calibrated on how often its class proved right.';
