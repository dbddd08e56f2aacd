CREATE FUNCTION hera_internal.duplicate_dimension(
    p_organization_id uuid, p_document hera_internal.document, p_transaction_id uuid, p_print bigint,
    p_duplicate_days integer, p_window_days integer
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Looks for the document in the trace: at most 20 entries by reference and 20 by date, whatever the size of the books.
-- HIGH: counterparty, amount and reference agree. MID: counterparty and amount within days, and not both have a reference.
-- LOW: counterparty and amount in the window. Documents that were reversed or voided do not count, nor does the document
-- itself (p_transaction_id, a draft that is judged again). NULL for UNIQUE.
DECLARE
    v_reference_print CONSTANT bigint := hera_internal.reference_print(p_print, p_document);
    v_trace record;
    v_near boolean;
    v_result text;
BEGIN
    IF v_reference_print IS NOT NULL THEN
        FOR v_trace IN
            SELECT t.transaction_id FROM hera_internal.document_trace AS t
            WHERE t.organization_id = p_organization_id AND t.reference_print = v_reference_print
            ORDER BY t.written_by DESC
            LIMIT 20
        LOOP
            IF v_trace.transaction_id IS DISTINCT FROM p_transaction_id
                AND hera_internal.document_stands(p_organization_id, v_trace.transaction_id, p_document)
            THEN
                RETURN 'DUPLICATE_HIGH';
            END IF;
        END LOOP;
    END IF;
    FOR v_trace IN
        SELECT t.transaction_id, t.reference_print,
            abs(t.transaction_date - p_document.transaction_date) <= p_duplicate_days AS near
        FROM hera_internal.document_trace AS t
        WHERE t.organization_id = p_organization_id AND t.counterparty_id = p_document.counterparty_id
            AND t.print = p_print
            AND t.transaction_date BETWEEN p_document.transaction_date - greatest(p_window_days, p_duplicate_days)
            AND p_document.transaction_date + greatest(p_window_days, p_duplicate_days)
        ORDER BY t.transaction_date DESC
        LIMIT 20
    LOOP
        v_near := v_trace.near AND num_nonnulls(v_trace.reference_print, v_reference_print) < 2;
        -- LOW is known already and this one is no MID: whether it stands makes no difference.
        CONTINUE WHEN v_result IS NOT NULL AND NOT v_near;
        IF v_trace.transaction_id IS DISTINCT FROM p_transaction_id
            AND hera_internal.document_stands(p_organization_id, v_trace.transaction_id, p_document)
        THEN
            IF v_near THEN
                RETURN 'DUPLICATE_MID';
            END IF;
            v_result := 'DUPLICATE_LOW';
        END IF;
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.duplicate_dimension(uuid, hera_internal.document, uuid, bigint, integer, integer) IS 'Whether a document could be in the books already.';
