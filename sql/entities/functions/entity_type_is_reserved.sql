CREATE FUNCTION hera_internal.entity_type_is_reserved(p_entity_type text)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises true for types whose entities belong to another part of HERA, which keeps more about them than the general
-- functions know. Locks and raises nothing.
BEGIN
    RETURN coalesce(p_entity_type = 'account', false);
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_type_is_reserved(text) IS
'Whether entities of a type are made and changed by their own functions only.';
