CREATE FUNCTION hera_internal.apply_effects(p_organization_id uuid, p_from xid8, p_until xid8)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds to the profiles what hera_internal.list_effects gives, in portions, and returns how much that was. Without p_from
-- the profiles are counted anew. The caller holds the profile of the organization.
DECLARE
    v_effect record;
    v_ids uuid[] := '{}'::uuid[];
    v_effects smallint[] := '{}'::smallint[];
    v_count bigint := 0;
BEGIN
    IF p_from IS NULL THEN
        DELETE FROM hera_internal.amount_bin AS b WHERE b.organization_id = p_organization_id;
        DELETE FROM hera_internal.month_count AS m WHERE m.organization_id = p_organization_id;
        DELETE FROM hera_internal.counterparty_profile AS p WHERE p.organization_id = p_organization_id;
    END IF;
    FOR v_effect IN
        SELECT e.transaction_id, e.effect FROM hera_internal.list_effects(p_organization_id, p_from, p_until) AS e
    LOOP
        v_count := v_count + 1;
        v_ids := v_ids || v_effect.transaction_id;
        v_effects := v_effects || v_effect.effect;
        IF v_count % 5000 = 0 THEN
            PERFORM hera_internal.apply_facts(
                p_organization_id, hera_internal.read_facts(p_organization_id, v_ids, v_effects)
            );
            v_ids := '{}';
            v_effects := '{}';
        END IF;
    END LOOP;
    IF v_ids <> '{}' THEN
        PERFORM hera_internal.apply_facts(
            p_organization_id, hera_internal.read_facts(p_organization_id, v_ids, v_effects)
        );
    END IF;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_effects(uuid, xid8, xid8) IS 'Adds to the profiles of an organization what they do not count yet.';
