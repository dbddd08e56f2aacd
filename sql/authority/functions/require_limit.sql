CREATE FUNCTION hera_internal.require_limit(
    p_caller hera_internal.caller_context, p_permission text, p_amount numeric, p_authors text[]
)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_051 for an amount above the caller's limit. Returns for whom the caller acts, which audit leaves name.
DECLARE
    v_found record;
BEGIN
    IF NOT coalesce(p_caller.authority -> 'limited' ? p_permission, false) THEN
        RETURN p_caller.on_behalf;
    END IF;
    v_found := hera_internal.find_limit(p_caller, p_permission, p_amount, p_authors);
    IF NOT v_found.sufficient THEN
        PERFORM hera_internal.raise_error(
            'AUTHZ_051', 'p_transaction_id',
            format('%s %s is above the limit of %s', p_amount, p_caller.currency, v_found.amount_limit)
        );
    ELSIF v_found.on_behalf IS NOT NULL THEN
        PERFORM set_config('hera.on_behalf', v_found.on_behalf, true);
    END IF;
    RETURN coalesce(v_found.on_behalf, p_caller.on_behalf);
END
$function$;
COMMENT ON FUNCTION hera_internal.require_limit(hera_internal.caller_context, text, numeric, text[]) IS 'Refuses an amount above the limit of the caller.';
