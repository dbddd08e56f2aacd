CREATE FUNCTION hera_internal.document_print(
    p_smart_code text,
    p_credit_note boolean,
    p_currency text,
    p_amount numeric
)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents of one counterparty with the same print may be the same: process, direction, currency and amount agree.
BEGIN
    RETURN hashtextextended(
        coalesce(p_smart_code, '') || CASE WHEN p_credit_note THEN '|-' ELSE '|' END || p_currency
        || trim_scale(p_amount)::text, 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_print(text, boolean, text, numeric) IS 'Hash of what two copies of a document have in common beside their counterparty.';
