CREATE FUNCTION hera_internal.lock_organization(p_organization_id uuid)
RETURNS date
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Waits for every document that is being posted and holds back new ones until the end of the transaction; returns the
-- last closed day as it is then.
DECLARE
    v_closed_through date;
BEGIN
    SELECT o.closed_through INTO v_closed_through FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id
    FOR UPDATE;
    RETURN v_closed_through;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_organization(uuid) IS 'Holds back posting in an organization and returns its last closed day.';
