CREATE FUNCTION hera_internal.payment_terms_dimension(
    p_stated text, p_date date, p_due_date date, p_usual_terms smallint
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the request or the counterparty states goes before what the dates say. NULL for USUALTERMS: the days that most of
-- the last documents of the counterparty had, or no due date.
DECLARE
    v_stated CONSTANT text := upper(p_stated);
    v_days CONSTANT integer := p_due_date - p_date;
BEGIN
    IF v_stated IN ('PREPAID', 'ONDELIVERY', 'INSTALMENTS', 'DISCOUNTED') THEN
        RETURN v_stated;
    ELSIF v_days IS NULL OR v_days = p_usual_terms THEN
        RETURN NULL;
    ELSIF v_days > 0 AND p_due_date = (date_trunc('month', p_date::timestamp) + interval '2 months')::date - 1 THEN
        RETURN 'NETMONTH';
    END IF;
    RETURN CASE
        WHEN v_days < 0 THEN 'PREPAID'
        WHEN v_days = 0 THEN 'ONRECEIPT'
        WHEN v_days <= 7 THEN 'NET7'
        WHEN v_days <= 14 THEN 'NET14'
        WHEN v_days <= 30 THEN 'NET30'
        WHEN v_days <= 45 THEN 'NET45'
        WHEN v_days <= 60 THEN 'NET60'
        WHEN v_days <= 90 THEN 'NET90'
        ELSE 'NETLONG'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.payment_terms_dimension(text, date, date, smallint) IS 'When a document is to be paid, where that is not usual with the counterparty.';
