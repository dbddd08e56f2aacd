CREATE FUNCTION hera_internal.cluster_id()
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- 0 where the server does not say.
BEGIN
    RETURN (SELECT c.system_identifier FROM pg_control_system() AS c);
EXCEPTION
    WHEN insufficient_privilege THEN
        RETURN 0;
END
$function$;
COMMENT ON FUNCTION hera_internal.cluster_id() IS 'Identity of the cluster whose transactions are counted.';
