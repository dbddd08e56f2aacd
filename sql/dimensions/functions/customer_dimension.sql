CREATE FUNCTION hera_internal.customer_dimension(
    p_documents bigint, p_first_date date, p_last_date date, p_rhythm_days smallint, p_turnover_bin smallint,
    p_vip_bin smallint, p_date date, p_new_days integer, p_reactivated_days integer, p_churn_percent integer,
    p_churn_days integer, p_loyal_documents integer, p_loyal_days integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- A pause says most, then newness, turnover and faithfulness. Without any document the counterparty is NEW. NULL for
-- REGULAR.
SELECT CASE
    WHEN p_first_date IS NULL THEN 'NEW'
    WHEN p_date - p_last_date >= p_reactivated_days THEN 'REACTIVATED'
    WHEN p_date - p_last_date >= p_churn_days
        AND (p_date - p_last_date) * 100 >= p_churn_percent * abs(p_rhythm_days) THEN 'CHURN_RISK'
    WHEN p_date - p_first_date < p_new_days THEN 'NEW'
    WHEN p_turnover_bin >= p_vip_bin THEN 'VIP'
    WHEN p_documents >= p_loyal_documents AND p_date - p_first_date >= p_loyal_days THEN 'LOYAL'
END
$function$;
COMMENT ON FUNCTION hera_internal.customer_dimension(bigint, date, date, smallint, smallint, smallint, date, integer, integer, integer, integer, integer, integer) IS 'Who the counterparty is, from its profile and the date of a document.';
