CREATE FUNCTION hera_internal.refresh_profile(p_organization_id uuid, p_recompute boolean DEFAULT false)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Brings the profiles of one organization up to what finished transactions have written, and returns how many effects were
-- counted; NULL when another session is at it. A first refresh, a restore into another cluster and p_recompute count the
-- books anew; any other reads the trace only. A transaction that is open holds the horizon back and nothing is missed: what
-- it writes, and what later ones write, lies at or above the horizon.
DECLARE
    v_cluster_id CONSTANT bigint := hera_internal.cluster_id();
    v_profile record;
    v_horizon xid8;
    v_count bigint;
BEGIN
    SELECT o.horizon, o.cluster_id, o.refreshed_at INTO v_profile FROM hera_internal.organization_profile AS o
    WHERE o.organization_id = p_organization_id
    FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF v_profile.cluster_id <> v_cluster_id THEN
        PERFORM hera_internal.adopt_trace(p_organization_id);
        p_recompute := true;
    END IF;
    -- What is read from here on is read by later snapshots, which see all that this one finds finished.
    v_horizon := pg_snapshot_xmin(pg_current_snapshot());
    v_count := hera_internal.apply_effects(
        p_organization_id, CASE WHEN NOT p_recompute AND v_profile.refreshed_at IS NOT NULL THEN v_profile.horizon END,
        v_horizon
    );
    PERFORM hera_internal.finish_profile(p_organization_id, v_horizon, v_cluster_id);
    PERFORM hera_internal.trim_trace(p_organization_id, v_horizon);
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_profile(uuid, boolean) IS 'Brings the profiles of an organization up to date.';
