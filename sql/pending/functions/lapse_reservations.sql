CREATE FUNCTION hera_internal.lapse_reservations(p_organization_id uuid, p_account_id uuid, p_currency text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes the expired reservations of an account whose limit the caller has locked. To leave them out would not do:
-- whoever spends what they held has taken it away, and no clock that is set back may give it to their documents again.
-- One whose document is being resolved at this moment is not waited for.
BEGIN
    DELETE FROM hera_internal.reservation AS d
    USING (
        SELECT r.transaction_id FROM hera_internal.reservation AS r
        WHERE r.organization_id = p_organization_id AND r.account_id = p_account_id AND r.currency = p_currency
            AND r.expires_at <= clock_timestamp()
        FOR UPDATE SKIP LOCKED
    ) AS e
    WHERE d.organization_id = p_organization_id AND d.account_id = p_account_id AND d.currency = p_currency
        AND d.transaction_id = e.transaction_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.lapse_reservations(uuid, uuid, text) IS 'Deletes the expired reservations of an account.';
ALTER FUNCTION hera_internal.lapse_reservations(uuid, uuid, text) OWNER TO hera_owner;
