CREATE FUNCTION hera_internal.reopen_settled(p_organization_id uuid, p_transaction_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a document was reversed: nothing is open on it any more, and what it had settled is open again. Locks what it
-- had settled in the order of ids, as hera_internal.record_settlements does. Raises ARC_003 when that is in the archive.
DECLARE
    v_id uuid;
    v_open numeric;
BEGIN
    PERFORM hera_internal.refresh_open_item(p_organization_id, p_transaction_id, 0);
    FOR v_id IN
        SELECT s.settled_id FROM hera_internal.settlement AS s
        WHERE s.organization_id = p_organization_id AND s.transaction_id = p_transaction_id
        ORDER BY s.settled_id
    LOOP
        v_open := hera_internal.open_amount(p_organization_id, v_id);
        IF v_open IS NULL THEN
            PERFORM hera_internal.raise_error(
                'ARC_003', 'p_transaction_id', format('it settles %s, which is in the archive and would be open again', v_id)
            );
        END IF;
        PERFORM hera_internal.refresh_open_item(p_organization_id, v_id, v_open);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.reopen_settled(uuid, uuid) IS 'Closes the open item of a reversed document and opens what it had settled.';
