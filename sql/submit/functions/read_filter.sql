CREATE FUNCTION hera_internal.read_filter(p_filter jsonb)
RETURNS hera_internal.transaction_filter
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads the filter of hera.list_transactions. Raises VAL_003, VAL_004 and VAL_006.
DECLARE
    v_filter hera_internal.transaction_filter;
    v_item record;
BEGIN
    PERFORM hera_internal.require_bounded(p_filter, 'p_filter', 65536);
    IF jsonb_typeof(coalesce(p_filter, '{}')) <> 'object' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_filter', 'p_filter must be a JSON object');
    END IF;
    FOR v_item IN
        SELECT f.key, f.value, k.pattern
        FROM jsonb_each_text(jsonb_strip_nulls(coalesce(p_filter, '{}'))) AS f
        LEFT JOIN (
            VALUES
            ('posting_status', '^[a-z_]{1,30}$'), ('transaction_type', '^[a-z0-9_]{1,63}$'), ('smart_code', '^.{1,200}$'),
            ('account', '^.{1,200}$'), ('counterparty', '^.{1,200}$'), ('date_from', '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
            ('date_to', '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'), ('amount_from', '^[0-9]{1,15}([.][0-9]{1,9})?$'),
            ('amount_to', '^[0-9]{1,15}([.][0-9]{1,9})?$')
        ) AS k (name, pattern) ON k.name = f.key
    LOOP
        IF v_item.pattern IS NULL THEN
            PERFORM hera_internal.raise_error(
                'VAL_004', 'p_filter.' || left(v_item.key, 100), format('%s is not a filter', left(v_item.key, 100)),
                'Filters are posting_status, transaction_type, smart_code, account, counterparty, date_from, date_to, amount_from and amount_to.'
            );
        ELSIF length(v_item.value) > 200 OR v_item.value !~ v_item.pattern
            OR (v_item.key LIKE 'date%' AND hera_internal.read_date(v_item.value) IS NULL)
        THEN
            PERFORM hera_internal.raise_error('VAL_006', 'p_filter.' || v_item.key, format('%s is %s', v_item.key, CASE
                WHEN v_item.key LIKE 'date%' THEN 'a day, written YYYY-MM-DD'
                WHEN v_item.key LIKE 'amount%' THEN 'a number of at most 15 digits before the point and 9 after it'
                WHEN v_item.key IN ('posting_status', 'transaction_type') THEN 'a name in small letters, digits and _'
                ELSE 'a text of 1 to 200 characters in one line'
            END));
        END IF;
    END LOOP;
    v_filter.posting_status := p_filter ->> 'posting_status';
    v_filter.transaction_type := p_filter ->> 'transaction_type';
    v_filter.smart_code := p_filter ->> 'smart_code';
    v_filter.account := p_filter ->> 'account';
    IF p_filter ->> 'counterparty' ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN
        v_filter.counterparty_id := (p_filter ->> 'counterparty')::uuid;
    ELSE
        v_filter.counterparty_name := p_filter ->> 'counterparty';
    END IF;
    v_filter.date_from := hera_internal.read_date(p_filter ->> 'date_from');
    v_filter.date_to := hera_internal.read_date(p_filter ->> 'date_to');
    v_filter.amount_from := (p_filter ->> 'amount_from')::numeric;
    v_filter.amount_to := (p_filter ->> 'amount_to')::numeric;
    RETURN v_filter;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_filter(jsonb) IS 'Reads the filter of hera.list_transactions.';
