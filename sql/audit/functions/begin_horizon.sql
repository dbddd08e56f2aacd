CREATE FUNCTION hera_internal.begin_horizon(p_head bigint, p_system_identifier bigint, p_reason text, p_detail jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first seal in a cluster. After a restore it stops writers until the end of the transaction and takes every leaf
-- there is, whatever transaction it names; from here on numbers of transactions continue after the highest that any leaf has.
-- (Rollups of balances know no transaction ids and need nothing.) A leaf says so; the next seal takes it.
DECLARE
    v_last record;
    v_number integer;
    v_top bigint;
    v_offset bigint;
    v_through bigint;
    v_added bigint;
    v_checkpoint jsonb;
BEGIN
    IF p_head > 0 THEN
        LOCK TABLE hera_internal.audit_leaf IN ACCESS EXCLUSIVE MODE;
    END IF;
    SELECT s.tree_size, s.through_xid INTO v_last FROM hera_internal.audit_seal AS s WHERE s.number = p_head;
    v_number := (SELECT coalesce(max(z.number), 0) + 1 FROM hera_internal.audit_horizon AS z);
    v_top := greatest(
        (SELECT max(a.xid) FROM hera_internal.audit_leaf AS a), (SELECT max(s.through_xid) FROM hera_internal.audit_seal AS s)
    );
    v_offset := CASE WHEN p_head = 0 THEN 0 ELSE
        greatest(0, v_top + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    END;
    v_through := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + v_offset;
    INSERT INTO hera_internal.audit_horizon (
        number, system_identifier, xid_offset, first_seal, reason, started_at, started_by
    )
    VALUES (
        v_number, p_system_identifier, v_offset, p_head + 1, p_reason, clock_timestamp(), hera_internal.caller_name()
    );
    v_added := hera_internal.append_leaves(
        coalesce(v_last.tree_size, 0), 0, CASE WHEN p_head = 0 THEN v_through ELSE 9223372036854775807 END, p_head > 0
    );
    IF p_head > 0 THEN
        PERFORM hera_internal.number_leaves(v_offset);
    END IF;
    v_checkpoint := hera_internal.write_seal(
        p_head, coalesce(v_last.tree_size, 0) + v_added, coalesce(v_last.through_xid, 0), v_through, v_number
    );
    IF p_head > 0 THEN
        PERFORM hera_internal.write_platform_leaf(
            'audit.' || p_reason, NULL, p_detail || jsonb_build_object('seal', p_head + 1, 'horizon', v_number, 'leaves', v_added)
        );
    END IF;
    RETURN v_checkpoint;
END
$function$;
COMMENT ON FUNCTION hera_internal.begin_horizon(bigint, bigint, text, jsonb) IS 'Seals every leaf there is and begins a new horizon.';
ALTER FUNCTION hera_internal.begin_horizon(bigint, bigint, text, jsonb) OWNER TO hera_owner;
