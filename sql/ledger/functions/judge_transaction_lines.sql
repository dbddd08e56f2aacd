CREATE FUNCTION hera_internal.judge_transaction_lines(
    p_organization_id uuid, p_id uuid, p_created_at timestamptz, p_line_count integer, p_posted_at timestamptz,
    p_posted_by text, p_transaction_date date, p_document_date date, p_period text, p_type text, p_credit_note boolean,
    p_number_series text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is wrong with a posted document, if anything is: hera_internal.check_transaction_lines asks about one that is not
-- plainly sound, such as one in a foreign currency, or in a period that is not open to everybody.
-- Raises LED_001, LED_002, LED_006, LED_007, LED_012, LED_030, LED_031, LED_036, TAX_005.
DECLARE
    v_lines bigint;
    v_accounts bigint;
    v_together boolean;
    v_difference numeric;
    v_currency text;
    v_domestic boolean;
    v_closed_through date;
    v_soft_locks jsonb;
    v_frozen_through date;
    v_series text;
BEGIN
    -- Documents in the organization's currency balance as a whole; others are looked at currency by currency.
    SELECT t.lines, t.accounts, t.together, t.difference, t.currency,
        t.same AND t.currency = o.currency AND t.last_currency = o.currency, o.closed_through, o.soft_locks,
        o.frozen_through, o.number_series -> p_type ->> p_credit_note::integer
    INTO v_lines, v_accounts, v_together, v_difference, v_currency, v_domestic, v_closed_through, v_soft_locks,
        v_frozen_through, v_series
    FROM (
        SELECT count(*) AS lines, count((
                SELECT a.id FROM hera_internal.ledger_account AS a
                WHERE a.organization_id = p_organization_id AND a.id = l.account_id
            )) AS accounts,
            bool_and(
                l.posted_at = p_posted_at AND l.transaction_date = p_transaction_date AND l.tax_part IS NULL
            ) AS together,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference, min(l.currency) AS currency,
            max(l.currency) AS last_currency, bool_and(l.base_amount = l.amount AND l.amount > 0) AS same
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_id AND l.created_at = p_created_at
    ) AS t
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    IF NOT v_domestic THEN
        SELECT u.difference, u.currency INTO v_difference, v_currency
        FROM hera_internal.unbalanced_currency(p_organization_id, p_id, p_created_at) AS u;
        v_difference := coalesce(v_difference, 0);
    END IF;
    IF v_lines <> p_line_count THEN
        PERFORM hera_internal.raise_error(
            'LED_006', p_id::text, format('document %s has %s of its %s lines', p_id, v_lines, p_line_count)
        );
    ELSIF v_accounts <> v_lines THEN
        PERFORM hera_internal.raise_error('LED_002', p_id::text, format('document %s names an account that is not there', p_id));
    ELSIF NOT v_together AND EXISTS (
        SELECT FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_id AND l.created_at = p_created_at
            AND (l.posted_at <> p_posted_at OR l.transaction_date <> p_transaction_date)
    ) THEN
        PERFORM hera_internal.raise_error('LED_007', p_id::text);
    ELSIF v_difference <> 0 THEN
        PERFORM hera_internal.raise_error(
            'LED_001', p_id::text, format('document %s does not balance in %s', p_id, v_currency)
        );
    ELSIF p_period IS NULL AND p_transaction_date <= v_closed_through THEN
        PERFORM hera_internal.raise_error(
            'LED_012', p_id::text, format('every day up to %s is closed', v_closed_through)
        );
    ELSIF v_series IS DISTINCT FROM p_number_series THEN
        PERFORM hera_internal.raise_error(
            'LED_036', p_id::text,
            format('%s is numbered by series %s', p_type, coalesce(v_series, 'none'))
        );
    ELSIF p_period IS NOT NULL OR v_soft_locks IS NOT NULL OR p_transaction_date <= v_frozen_through THEN
        PERFORM hera_internal.check_posting_period(
            p_organization_id, p_id, p_transaction_date, p_period, p_posted_by, v_closed_through, v_soft_locks,
            v_frozen_through
        );
    END IF;
    IF NOT v_together THEN
        PERFORM hera_internal.check_tax_lines(
            p_organization_id, p_id, p_created_at, coalesce(p_document_date, p_transaction_date)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.judge_transaction_lines(uuid, uuid, timestamptz, integer, timestamptz, text, date, date, text, text, boolean, text) IS 'Refuses a posted document without all its lines, unbalanced, or in a closed period.';
ALTER FUNCTION hera_internal.judge_transaction_lines(uuid, uuid, timestamptz, integer, timestamptz, text, date, date, text, text, boolean, text) OWNER TO hera_owner;
