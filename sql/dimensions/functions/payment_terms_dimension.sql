CREATE FUNCTION hera_internal.payment_terms_dimension(
    p_stated text, p_date date, p_due_date date, p_usual_terms smallint
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- What the request or the counterparty states goes before what the dates say. NULL for USUALTERMS: the days that most of
-- the last documents of the counterparty had, or no due date. 0 days are ONRECEIPT, up to 7 are NET7, and so on.
SELECT CASE
    WHEN upper(p_stated) IN (
        'PREPAID', 'ONDELIVERY', 'ONRECEIPT', 'NET7', 'NET14', 'NET30', 'NET45', 'NET60', 'NET90', 'NETLONG', 'NETMONTH',
        'INSTALMENTS', 'DISCOUNTED'
    ) THEN upper(p_stated)
    WHEN p_due_date - p_date = p_usual_terms THEN NULL
    WHEN p_due_date > p_date AND p_due_date = (date_trunc('month', p_date::timestamp) + interval '2 months')::date - 1
        THEN 'NETMONTH'
    ELSE ('[0:8]={PREPAID,ONRECEIPT,NET7,NET14,NET30,NET45,NET60,NET90,NETLONG}'::text[])[
        width_bucket(p_due_date - p_date, '{0,1,8,15,31,46,61,91}'::integer[])
    ]
END
$function$;
COMMENT ON FUNCTION hera_internal.payment_terms_dimension(text, date, date, smallint) IS 'When a document is to be paid, where that is not usual with the counterparty.';
