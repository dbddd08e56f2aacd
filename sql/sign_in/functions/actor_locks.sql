CREATE FUNCTION hera_internal.actor_locks(p_organization_id uuid, p_actor text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is locked out when tokens of an actor are refused.
BEGIN
    RETURN 'actor ' || p_organization_id::text || p_actor;
END
$function$;
COMMENT ON FUNCTION hera_internal.actor_locks(uuid, text) IS 'Text under which failures of an actor''s tokens are counted.';
ALTER FUNCTION hera_internal.actor_locks(uuid, text) OWNER TO hera_owner;
