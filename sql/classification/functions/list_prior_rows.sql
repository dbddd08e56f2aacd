CREATE FUNCTION hera.list_prior_rows(p_chart text, p_limit integer DEFAULT 2000)
RETURNS TABLE (decided_at timestamptz, account_code text, features text[])
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a prior is trained on: decisions of organizations that agreed to share, p_limit of each at most, with the features
-- that at least three of them have. For operators. Raises AUTHZ_001, VAL_010.
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_chart');
    END IF;
    PERFORM hera_internal.require_known('p_limit', p_limit::text, coalesce(p_limit BETWEEN 1 AND 100000, false), '1 to 100000');
    RETURN QUERY SELECT * FROM hera_internal.prior_rows(p_chart, p_limit);
END
$function$;
COMMENT ON FUNCTION hera.list_prior_rows(text, integer) IS 'Shared decisions to train the prior of a chart on.';
GRANT EXECUTE ON FUNCTION hera.list_prior_rows(text, integer) TO hera_admin;
