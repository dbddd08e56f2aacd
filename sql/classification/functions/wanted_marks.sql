CREATE FUNCTION hera_internal.wanted_marks(p_organization_id uuid)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The bits that guess_marks of the organization must have; those of rows that are gone may be there too.
BEGIN
    RETURN CASE WHEN EXISTS (
            SELECT FROM hera_internal.classification_rule AS r WHERE r.organization_id = p_organization_id
        ) THEN 1 ELSE 0 END
        | CASE WHEN EXISTS (
            SELECT FROM hera_internal.account_rejection AS r WHERE r.organization_id = p_organization_id
        ) THEN 2 ELSE 0 END
        | CASE WHEN EXISTS (
            SELECT FROM hera.ai_models AS m WHERE m.organization_id = p_organization_id AND m.status = 'shadow'
        ) THEN 4 ELSE 0 END
        | CASE WHEN EXISTS (
            SELECT FROM hera_internal.confidence_map AS m WHERE m.organization_id = p_organization_id
        ) THEN 8 ELSE 0 END;
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_marks(uuid) IS 'What guesses of an organization have to look for, by what is stored.';
GRANT EXECUTE ON FUNCTION hera_internal.wanted_marks(uuid) TO hera_owner;
