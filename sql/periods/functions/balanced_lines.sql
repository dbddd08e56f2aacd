CREATE FUNCTION hera_internal.balanced_lines(p_currency text, p_lines jsonb, p_account text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines, and one on p_account for what is missing in each currency; as they are without p_account, or when their
-- shape is wrong, so that validation says what is.
DECLARE
    v_missing jsonb;
BEGIN
    IF p_account IS NULL OR EXISTS (
        SELECT FROM jsonb_array_elements(p_lines) AS l
        WHERE CASE
            WHEN jsonb_typeof(l.value) <> 'object' THEN true
            WHEN hera_internal.shape_faults('line', l.value) IS NOT NULL THEN true
            ELSE num_nulls(l.value ->> 'side', l.value ->> 'amount') > 0
        END
    ) THEN
        RETURN p_lines;
    END IF;
    SELECT jsonb_agg(jsonb_build_object(
        'account', p_account, 'side', CASE WHEN d.difference > 0 THEN 'credit' ELSE 'debit' END,
        'amount', abs(d.difference), 'currency', d.currency
    ) ORDER BY d.currency) INTO v_missing
    FROM (
        SELECT coalesce(l.value ->> 'currency', p_currency) AS currency, trim_scale(sum(
            CASE l.value ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END * (l.value ->> 'amount')::numeric
        )) AS difference
        FROM jsonb_array_elements(p_lines) AS l
        GROUP BY 1
    ) AS d
    WHERE d.difference <> 0;
    RETURN p_lines || coalesce(v_missing, '[]');
END
$function$;
COMMENT ON FUNCTION hera_internal.balanced_lines(text, jsonb, text) IS 'Lines with the difference of each currency on one account.';
