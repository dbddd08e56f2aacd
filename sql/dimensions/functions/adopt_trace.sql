CREATE FUNCTION hera_internal.adopt_trace(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a restore into another cluster the numbers of transactions in the trace mean nothing. Writers are stopped until the
-- end of this transaction, and every row that is there is put below every horizon without an effect: the books are about
-- to be counted anew.
BEGIN
    LOCK TABLE hera_internal.document_trace IN SHARE ROW EXCLUSIVE MODE;
    -- One row a document is left, the one that says what it is now.
    DELETE FROM hera_internal.document_trace AS t
    WHERE t.organization_id = p_organization_id AND (t.counterparty_id IS NULL OR EXISTS (
        SELECT FROM hera_internal.document_trace AS n
        WHERE n.organization_id = p_organization_id AND n.transaction_id = t.transaction_id
            AND n.counterparty_id IS NOT NULL AND (n.written_by, n.effect) > (t.written_by, t.effect)
    ));
    UPDATE hera_internal.document_trace AS t
    SET written_by = '0', effect = 0
    WHERE t.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.adopt_trace(uuid) IS 'Makes the trace of a restored organization one of this cluster.';
ALTER FUNCTION hera_internal.adopt_trace(uuid) OWNER TO hera_owner;
