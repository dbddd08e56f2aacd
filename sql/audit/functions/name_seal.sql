CREATE FUNCTION hera_internal.name_seal(p_seal bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tells the caller of a report which seal it is as of.
DECLARE
    v_checkpoint jsonb := hera_internal.checkpoint(p_seal);
BEGIN
    RAISE NOTICE 'as known at seal % of %', p_seal, v_checkpoint ->> 'sealed_at' USING DETAIL = v_checkpoint::text;
END
$function$;
COMMENT ON FUNCTION hera_internal.name_seal(bigint) IS 'Names the seal of a report in a NOTICE.';
ALTER FUNCTION hera_internal.name_seal(bigint) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.name_seal(bigint) TO hera_api;
