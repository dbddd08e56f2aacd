CREATE FUNCTION hera_internal.derive_access()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The row of a login says what the tables say, whatever was written into it. Those rows of the tables are written first,
-- unchanged, for a binding that is new: who changes one of them at the same time waits and then sees the binding, or fails in
-- a transaction that cannot see it. Later changes meet on the row of the login itself.
-- In a logical replication worker it comes as it is on the other server.
DECLARE
    v_access record;
BEGIN
    IF current_setting('session_replication_role') = 'replica' AND hera_internal.in_replication_worker() THEN
        RETURN new;
    END IF;
    IF new.actor IS NOT NULL AND (
        tg_op = 'INSERT' OR (new.organization_id, new.actor) IS DISTINCT FROM (old.organization_id, old.actor)
    ) THEN
        UPDATE hera.core_organizations AS o SET limit_register = o.limit_register
        WHERE o.organization_id = new.organization_id;
        UPDATE hera_internal.organization_member AS m SET role = m.role
        WHERE m.organization_id = new.organization_id AND m.actor = new.actor;
    END IF;
    SELECT w.* INTO v_access FROM hera_internal.wanted_access(new.organization_id, new.actor) AS w;
    new.role := v_access.role;
    new.permissions := v_access.permissions;
    new.limit_register := v_access.limit_register;
    new.limit_requests := v_access.limit_requests;
    new.limit_interval := v_access.limit_interval;
    new.limit_tolerance := v_access.limit_tolerance;
    RETURN new;
END
$function$;
COMMENT ON FUNCTION hera_internal.derive_access() IS 'Writes into the row of a login what requests ask of it.';
ALTER FUNCTION hera_internal.derive_access() OWNER TO hera_owner;
