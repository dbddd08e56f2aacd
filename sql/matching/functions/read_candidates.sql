CREATE FUNCTION hera_internal.read_candidates(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_kind text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is open with the counterparty of a payment, oldest first: documents in its currency and within the window of the
-- settings. Of many, the 500 oldest are looked at; the candidates are the first 20 of them, those the text of the payment
-- names and those of its amount, 40 at most. NULL when nothing is open.
DECLARE
    v_tolerance numeric := (p_caller.settings ->> 'match_tolerance')::numeric;
    v_from date := p_document.transaction_date - (p_caller.settings ->> 'match_window_days')::integer;
    v_until date := p_document.transaction_date + (p_caller.settings ->> 'match_days_ahead')::integer;
    v_references bigint[];
BEGIN
    IF NOT EXISTS (
        SELECT FROM hera_internal.open_item AS o
        WHERE o.organization_id = p_caller.organization_id AND o.counterparty_id = p_document.counterparty_id
    ) THEN
        RETURN NULL;
    END IF;
    v_references := hera_internal.reference_hashes(concat_ws(' ', p_document.description, p_document.reference_number));
    RETURN (
        WITH open AS (
            SELECT o.transaction_id, o.open_amount, o.transaction_date, o.due_date,
                coalesce(o.reference_hash = ANY (v_references), false) AS named
            FROM hera_internal.open_item AS o
            WHERE o.organization_id = p_caller.organization_id AND o.counterparty_id = p_document.counterparty_id
                AND o.kind = p_kind AND o.currency = p_document.currency
                AND o.transaction_date BETWEEN v_from AND v_until
            ORDER BY o.transaction_id
            LIMIT 500
        ), ranked AS (
            SELECT o.*, row_number() OVER (ORDER BY o.transaction_date, o.transaction_id) AS age,
                abs(o.open_amount - p_document.total_amount) <= v_tolerance AS fits
            FROM open AS o
        ), chosen AS (
            SELECT r.* FROM ranked AS r
            WHERE r.age <= 20 OR r.named OR r.fits
            ORDER BY r.named DESC, r.fits DESC, r.age
            LIMIT 40
        )
        SELECT jsonb_build_object(
            'open', (SELECT count(*) FROM open), 'total', (SELECT trim_scale(sum(o.open_amount)) FROM open AS o),
            'candidates', jsonb_agg(jsonb_build_object(
                'transaction_id', c.transaction_id, 'open', trim_scale(c.open_amount), 'date', c.transaction_date,
                'due', c.due_date, 'named', c.named
            ) ORDER BY c.age)
        )
        FROM chosen AS c
        HAVING count(*) > 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_candidates(hera_internal.caller_context, hera_internal.document, text) IS 'Open documents that a payment may settle, oldest first, or NULL.';
