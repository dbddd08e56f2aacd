CREATE FUNCTION hera_internal.limit_request(p_caller hera_internal.caller_context, p_cost integer)
RETURNS hera_internal.limit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the tokens of one call from the organization's register, at its own limit, window and burst.
DECLARE
    v_limit integer := (p_caller.settings ->> 'rate_limit_max_requests')::integer;
BEGIN
    RETURN hera_internal.take_tokens(
        p_caller.limit_register, v_limit, (p_caller.settings ->> 'rate_limit_window')::bigint,
        coalesce(nullif((p_caller.settings ->> 'rate_limit_burst')::integer, 0), v_limit), p_cost
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_request(hera_internal.caller_context, integer) IS 'Applies the rate limit of the caller''s organization.';
