CREATE FUNCTION hera_internal.uuid_time(p_id uuid)
RETURNS timestamptz
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN to_timestamp(('x' || left(translate(p_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0::float8);
END
$function$;
COMMENT ON FUNCTION hera_internal.uuid_time(uuid) IS 'The moment in a UUID version 7, to the millisecond.';
GRANT EXECUTE ON FUNCTION hera_internal.uuid_time(uuid) TO hera_app, hera_bi, hera_admin, hera_auditor;
