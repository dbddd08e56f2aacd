CREATE FUNCTION hera_internal.raise_faults(p_code text, p_faults jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises to return only when there are no faults. Raises p_code of the registry with all faults as a jsonb array in
-- DETAIL, so that a form can mark every field at once. Locks nothing.
BEGIN
    IF p_faults <> '[]' THEN
        PERFORM hera_internal.raise_fault(p_code, NULL, p_faults::text, NULL);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_faults(text, jsonb) IS
'Raises a registered error whose DETAIL is the array of faults; does nothing for an empty array.';
