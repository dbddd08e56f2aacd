CREATE FUNCTION hera_internal.read_models(
    p_organization_id uuid,
    OUT id uuid, OUT version integer, OUT classes text[], OUT bias real[], OUT offsets real[], OUT combiner real[],
    OUT trained_rows integer, OUT shadow_id uuid, OUT shadow_version integer, OUT shadow_classes text[],
    OUT shadow_bias real[], OUT shadow_offsets real[], OUT shadow_combiner real[], OUT shadow_rows integer,
    OUT has_rejections boolean
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The model that speaks and the one in shadow; NULL where there is none. And whether people ever rejected a guess: where
-- they did not, no guess looks for rejections.
BEGIN
    SELECT a.id, a.version, a.classes, a.bias, a.offsets, a.combiner, a.trained_rows,
        s.id, s.version, s.classes, s.bias, s.offsets, s.combiner, s.trained_rows,
        EXISTS (SELECT FROM hera_internal.account_rejection AS r WHERE r.organization_id = p_organization_id)
    INTO id, version, classes, bias, offsets, combiner, trained_rows,
        shadow_id, shadow_version, shadow_classes, shadow_bias, shadow_offsets, shadow_combiner, shadow_rows,
        has_rejections
    FROM (SELECT 1) AS one
    LEFT JOIN hera.ai_models AS a ON a.organization_id = p_organization_id AND a.status = 'active'
    LEFT JOIN hera.ai_models AS s ON s.organization_id = p_organization_id AND s.status = 'shadow';
END
$function$;
COMMENT ON FUNCTION hera_internal.read_models(uuid) IS 'The models in use.';
