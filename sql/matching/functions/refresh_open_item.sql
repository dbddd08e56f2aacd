CREATE FUNCTION hera_internal.refresh_open_item(p_organization_id uuid, p_transaction_id uuid, p_open numeric)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes the open item of a document say what is open now. The caller holds the document's lock, so nobody else
-- writes this row. A document that was settled whole has no row; it gets one again when its payment is reversed.
DECLARE
    v_counterparty_id uuid := (
        SELECT t.counterparty_id FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
    v_kind text;
BEGIN
    IF v_counterparty_id IS NULL THEN
        RETURN;
    ELSIF p_open <= 0 THEN
        DELETE FROM hera_internal.open_item AS o
        WHERE o.organization_id = p_organization_id AND o.counterparty_id = v_counterparty_id
            AND o.transaction_id = p_transaction_id;
        RETURN;
    END IF;
    UPDATE hera_internal.open_item AS o SET open_amount = p_open
    WHERE o.organization_id = p_organization_id AND o.counterparty_id = v_counterparty_id
        AND o.transaction_id = p_transaction_id;
    IF FOUND THEN
        RETURN;
    END IF;
    v_kind := hera_internal.stored_claim(p_organization_id, p_transaction_id);
    INSERT INTO hera_internal.open_item (
        organization_id, counterparty_id, transaction_id, kind, currency, open_amount, transaction_date, due_date,
        reference_hash
    )
    SELECT t.organization_id, t.counterparty_id, t.id, v_kind, t.currency, p_open, t.transaction_date, t.due_date,
        hera_internal.reference_hash(coalesce(x.reference_number, o.content ->> 'reference_number'))
    FROM hera.universal_transactions AS t
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
    ) AS o
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id) AND v_kind IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_open_item(uuid, uuid, numeric) IS 'Makes the open item of a document say what is open now.';
