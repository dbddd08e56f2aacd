CREATE FUNCTION hera.failed_authentications(p_hours integer DEFAULT 24, p_more_than integer DEFAULT 5)
RETURNS TABLE (
    user_id text, organization_id uuid, failures bigint, minutes bigint, codes text[], first_at timestamptz,
    last_at timestamptz
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Users whose sign-ins failed more often than that within these hours, the worst first; actors with their organization,
-- logins without. What registers hold and nobody has written yet is written first, where the transaction may write.
-- Raises VAL_010 (hours outside 1 to 87600, more than below 0).
BEGIN
    PERFORM hera_internal.require_known('p_hours', p_hours::text, p_hours BETWEEN 1 AND 87600, '1 to 87600');
    PERFORM hera_internal.require_known('p_more_than', p_more_than::text, p_more_than >= 0, '0 or more');
    IF NOT current_setting('transaction_read_only')::boolean THEN
        PERFORM hera.record_sign_ins();
    END IF;
    RETURN QUERY
    SELECT f.user_id, nullif(f.subject_organization_id, f.organization_id), sum(f.failures), count(DISTINCT f.minute),
        array_agg(DISTINCT f.code ORDER BY f.code), min(f.minute), max(f.minute)
    FROM hera_internal.sign_in_failure AS f
    WHERE f.organization_id = '00000000-0000-0000-0000-000000000000'
        AND f.minute > clock_timestamp() - make_interval(hours => p_hours)
    GROUP BY f.user_id, f.subject_organization_id, f.organization_id
    HAVING sum(f.failures) > p_more_than
    ORDER BY sum(f.failures) DESC, f.user_id, f.subject_organization_id;
END
$function$;
COMMENT ON FUNCTION hera.failed_authentications(integer, integer) IS 'Users whose sign-ins failed too often.';
ALTER FUNCTION hera.failed_authentications(integer, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.failed_authentications(integer, integer) TO hera_admin;
