CREATE FUNCTION hera_internal.settling_kind(p_document hera_internal.document)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Which open documents a document may settle: money to a supplier settles payables, money from a customer receivables;
-- NULL for all others. A purchase paid from bank or card may be such a payment too, unless it states tax: tax is claimed
-- with the bill, and a purchase that brings its own is no payment of one.
SELECT CASE
    WHEN p_document.credit_note THEN NULL
    WHEN p_document.template_role IN ('payable', 'receivable') THEN p_document.template_role
    WHEN p_document.template_role = 'purchases' AND p_document.tax_amount = 0 AND (
        p_document.template_lines @> '[{"account": "bank", "side": "credit"}]'
        OR p_document.template_lines @> '[{"account": "card_clearing", "side": "credit"}]'
        OR p_document.template_lines @> '{"lines": [{"account": "bank", "side": "credit"}]}'
        OR p_document.template_lines @> '{"lines": [{"account": "card_clearing", "side": "credit"}]}'
    ) THEN 'payable'
END
$function$;
COMMENT ON FUNCTION hera_internal.settling_kind(hera_internal.document) IS 'Kind of open documents that a document may settle, or NULL.';
