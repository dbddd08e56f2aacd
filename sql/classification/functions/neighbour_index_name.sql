CREATE FUNCTION hera_internal.neighbour_index_name(p_organization_id uuid, p_type text)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. One index for one type of one organization; its predicate says in words which.
    SELECT 'neighbours_' || md5(p_organization_id::text || ' ' || p_type) || '_ix'
$function$;
COMMENT ON FUNCTION hera_internal.neighbour_index_name(uuid, text) IS 'Name of the index of the neighbours of one type.';
