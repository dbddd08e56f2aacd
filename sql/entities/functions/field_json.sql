CREATE FUNCTION hera_internal.field_json(
    p_text text,
    p_number numeric,
    p_date date,
    p_timestamp timestamptz,
    p_boolean boolean,
    p_json jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the JSON form of whichever value is filled, NULL when none is. A timestamp is given in UTC, so that the
-- answer does not depend on the time zone of the session. Locks and raises nothing.
BEGIN
    RETURN coalesce(
        to_jsonb(p_text),
        to_jsonb(p_number),
        to_jsonb(p_date),
        to_jsonb(to_char(p_timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
        to_jsonb(p_boolean),
        p_json
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.field_json(text, numeric, date, timestamptz, boolean, jsonb) IS
'JSON form of a stored field value.';
