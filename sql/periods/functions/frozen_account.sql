CREATE FUNCTION hera_internal.frozen_account(p_organization_id uuid, p_date date, p_posting jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Code of the first account of a posting that is frozen on that day, or NULL. Called only when the day is not after the
-- last day on which any account is frozen.
BEGIN
    RETURN (
        SELECT a.code
        FROM jsonb_to_recordset(p_posting) AS l (account text)
        INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = l.account
        WHERE a.frozen_through >= p_date
        ORDER BY a.code
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.frozen_account(uuid, date, jsonb) IS 'An account of a posting that is frozen on a day, or NULL.';
