CREATE FUNCTION hera_internal.is_own_work(p_caller hera_internal.caller_context, p_authors text[])
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the caller, or the person for whom the caller acts, is one of those who made it.
BEGIN
    RETURN coalesce(p_caller.actor = ANY (p_authors), false) OR coalesce(p_caller.on_behalf = ANY (p_authors), false);
END
$function$;
COMMENT ON FUNCTION hera_internal.is_own_work(hera_internal.caller_context, text[]) IS 'Whether the caller or the delegator made it.';
