CREATE FUNCTION hera_internal.raise_faults(p_code text, p_faults jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises to return only when there are no faults. Raises p_code of the registry with all faults as a jsonb array in
-- DETAIL, so that a form can mark every field at once. Locks nothing.
DECLARE
    v_sqlstate text;
    v_message text;
    v_hint text;
BEGIN
    IF p_faults = '[]' THEN
        RETURN;
    END IF;
    SELECT e.sqlstate, e.message, e.hint
    INTO STRICT v_sqlstate, v_message, v_hint
    FROM hera_internal.error_code AS e
    WHERE e.code = p_code;
    RAISE EXCEPTION USING
        ERRCODE = v_sqlstate,
        MESSAGE = v_message,
        DETAIL = p_faults::text,
        HINT = coalesce(v_hint, '');
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_faults(text, jsonb) IS
'Raises a registered error whose DETAIL is the array of faults; does nothing for an empty array.';
