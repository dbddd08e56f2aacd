CREATE FUNCTION hera_internal.refresh_locks(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the soft locks and the last frozen day into the row that every request reads; the caller has locked it.
DECLARE
    v_locks jsonb := hera_internal.wanted_locks(p_organization_id);
    v_frozen_through date := (
        SELECT max(a.frozen_through) FROM hera_internal.ledger_account AS a WHERE a.organization_id = p_organization_id
    );
BEGIN
    UPDATE hera.core_organizations AS o SET soft_locks = v_locks, frozen_through = v_frozen_through
    WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_locks(uuid) IS 'Tells requests what is locked and frozen.';
