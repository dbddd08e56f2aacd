CREATE FUNCTION hera.priors_due()
RETURNS TABLE (chart text, organization_id uuid, accounts text[])
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Organizations that take part in sharing, have neither a model nor decisions enough for one, and whose chart at least
-- three organizations share decisions of; with their accounts, since a prior may only choose among those.
BEGIN
    RETURN QUERY
    SELECT o.chart, o.organization_id, ARRAY(
        SELECT l.code FROM hera_internal.ledger_account AS l
        WHERE l.organization_id = o.organization_id AND l.status = 'active'
    )
    FROM hera.core_organizations AS o
    WHERE o.status = 'active' AND o.settings ->> 'ai_share_features' = 'true'
        AND NOT EXISTS (
            SELECT FROM hera.ai_models AS m
            WHERE m.organization_id = o.organization_id AND m.status IN ('active', 'shadow')
        )
        AND hera_internal.count_decisions(o.organization_id, NULL) < (o.settings ->> 'ai_training_minimum')::integer
        AND (
            SELECT count(*) FROM hera.core_organizations AS p
            WHERE p.chart = o.chart AND p.status = 'active' AND p.settings ->> 'ai_share_features' = 'true'
                AND p.organization_id <> o.organization_id
        ) >= 3
    ORDER BY o.chart, o.organization_id;
END
$function$;
COMMENT ON FUNCTION hera.priors_due() IS 'Organizations that may start from a prior.';
ALTER FUNCTION hera.priors_due() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.priors_due() TO hera_admin;
