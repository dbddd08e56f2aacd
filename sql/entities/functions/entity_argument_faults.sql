CREATE FUNCTION hera_internal.entity_argument_faults(p_entity_type text, p_code text, p_name text, p_metadata jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises every fault of what all entities have: type, code, name, metadata; [] when there is none. Locks and raises
-- nothing.
DECLARE
    v_faults jsonb := '[]'::jsonb;
BEGIN
    IF (p_entity_type ~ '^[a-z][a-z0-9_]{0,62}$') IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_005', 'entity_type', 'The entity type is not well formed.',
            'Lower case letters, digits and underscores, beginning with a letter, at most 63.');
    END IF;
    IF (length(p_code) BETWEEN 1 AND 200 AND p_code !~ '[[:cntrl:]]' AND btrim(p_code) = p_code) IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_005', 'code', 'The code is not well formed.',
            'One to 200 characters without control characters and without spaces at the ends.');
    END IF;
    IF (length(p_name) <= 200 AND btrim(p_name) <> '' AND p_name !~ '[[:cntrl:]]') IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_005', 'name', 'The name is not well formed.', 'One to 200 characters without control characters.');
    END IF;
    IF (jsonb_typeof(p_metadata) = 'object' AND pg_column_size(p_metadata) <= 65536) IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_005', 'metadata', 'The metadata are not well formed.', 'A JSON object of at most 64 kB.');
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_argument_faults(text, text, text, jsonb) IS
'Every fault of the type, code, name and metadata of an entity, as a jsonb array.';
