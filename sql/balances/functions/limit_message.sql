CREATE FUNCTION hera_internal.limit_message(
    p_account text, p_currency text, p_minimum numeric, p_maximum numeric, p_balance numeric
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN format(
        'account %s would stand at %s %s; its limits are %s to %s', p_account, trim_scale(p_balance), p_currency,
        coalesce(trim_scale(p_minimum)::text, 'none'), coalesce(trim_scale(p_maximum)::text, 'none')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_message(text, text, numeric, numeric, numeric) IS 'What is said of a balance beyond its limit.';
GRANT EXECUTE ON FUNCTION hera_internal.limit_message(text, text, numeric, numeric, numeric) TO hera_owner;
