CREATE FUNCTION hera_internal.read_models(
    p_organization_id uuid,
    OUT id uuid, OUT version integer, OUT classes text[], OUT bias real[], OUT offsets jsonb, OUT combiner real[],
    OUT trained_rows integer, OUT shadow_id uuid, OUT shadow_version integer, OUT shadow_classes text[],
    OUT shadow_bias real[], OUT shadow_offsets jsonb, OUT shadow_combiner real[], OUT shadow_rows integer,
    OUT has_rejections boolean
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The model that speaks and the one in shadow; NULL where there is none. And whether people ever rejected a guess: where
-- they did not, no guess looks for rejections. Look-ups of their own cost a third of a join.
BEGIN
    SELECT m.id, m.version, m.classes, m.bias, m.account_offsets, m.combiner, m.trained_rows
    INTO id, version, classes, bias, offsets, combiner, trained_rows
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.status = 'active';
    SELECT m.id, m.version, m.classes, m.bias, m.account_offsets, m.combiner, m.trained_rows
    INTO shadow_id, shadow_version, shadow_classes, shadow_bias, shadow_offsets, shadow_combiner, shadow_rows
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.status = 'shadow';
    PERFORM FROM hera_internal.account_rejection AS r WHERE r.organization_id = p_organization_id LIMIT 1;
    has_rejections := FOUND;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_models(uuid) IS 'The models in use.';
