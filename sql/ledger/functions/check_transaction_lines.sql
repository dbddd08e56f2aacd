CREATE FUNCTION hera_internal.check_transaction_lines()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
-- At COMMIT: a posted document has all its lines, they name accounts of its organization and carry its date, debit equals
-- credit in each currency and in the organization's, its day is open to its poster, and its number comes from the series of its type. Accounts are
-- looked up here and not by a foreign key, which would lock, and so write, the row of the account for every line: accounts
-- are never deleted. As hera_owner it sees every row, whatever the context is by then. Lines cannot be added afterwards,
-- because their numbers are taken. The lock on the organization lets documents pass each other, but makes a closing,
-- locking or freezing wait for them, so that nothing is posted late; what those need comes with the organization's row.
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
    -- The foreign key of a new document holds this lock already; a document that waited takes it here.
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = NEW.organization_id FOR KEY SHARE;
    END IF;
    -- What nearly every document is, asked with two aggregates, each of which costs as much as reading a line: all its
    -- lines are sound ones in the organization's currency, which balance. A line that is not makes the sum NaN.
    -- An account is looked up line by line: a join would be planned by the size of the chart and might read all of it.
    SELECT t.lines, t.difference, o.closed_through, o.soft_locks, o.frozen_through,
        o.number_series -> NEW.transaction_type ->> NEW.credit_note::integer
    INTO v_lines, v_difference, v_closed_through, v_soft_locks, v_frozen_through, v_series
    FROM hera.core_organizations AS o
    CROSS JOIN LATERAL (
        SELECT count(*) AS lines, sum(CASE
                WHEN l.currency = o.currency AND l.base_amount = l.amount AND l.amount > 0
                    AND l.posted_at = NEW.posted_at AND l.transaction_date = NEW.transaction_date AND l.tax_part IS NULL
                    AND (
                        SELECT a.id FROM hera_internal.ledger_account AS a
                        WHERE a.organization_id = NEW.organization_id AND a.id = l.account_id
                    ) IS NOT NULL
                    THEN CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END
                ELSE 'NaN'
            END) AS difference
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id AND l.created_at = NEW.created_at
    ) AS t
    WHERE o.organization_id = NEW.organization_id;
    IF v_lines = NEW.line_count AND v_difference = 0
        AND v_series IS NOT DISTINCT FROM NEW.number_series AND NEW.period IS NULL AND v_soft_locks IS NULL
        AND NEW.transaction_date > coalesce(greatest(v_closed_through, v_frozen_through), '-infinity')
    THEN
        RETURN NULL;
    END IF;
    -- Documents in the organization's currency balance as a whole; others are looked at currency by currency.
    SELECT t.accounts, t.together, t.difference, t.currency,
        t.same AND t.currency = o.currency AND t.last_currency = o.currency
    INTO v_accounts, v_together, v_difference, v_currency, v_domestic
    FROM (
        SELECT count((
                SELECT a.id FROM hera_internal.ledger_account AS a
                WHERE a.organization_id = NEW.organization_id AND a.id = l.account_id
            )) AS accounts,
            bool_and(
                l.posted_at = NEW.posted_at AND l.transaction_date = NEW.transaction_date AND l.tax_part IS NULL
            ) AS together,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference, min(l.currency) AS currency,
            max(l.currency) AS last_currency, bool_and(l.base_amount = l.amount AND l.amount > 0) AS same
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id AND l.created_at = NEW.created_at
    ) AS t
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = NEW.organization_id;
    IF NOT v_domestic THEN
        SELECT u.difference, u.currency INTO v_difference, v_currency
        FROM hera_internal.unbalanced_currency(NEW.organization_id, NEW.id, NEW.created_at) AS u;
        v_difference := coalesce(v_difference, 0);
    END IF;
    -- As above, of a document in other currencies, or with tax on its lines; what is wrong with another costs more.
    IF v_lines = NEW.line_count AND v_accounts = v_lines AND v_together AND v_difference = 0
        AND v_series IS NOT DISTINCT FROM NEW.number_series AND NEW.period IS NULL AND v_soft_locks IS NULL
        AND NEW.transaction_date > coalesce(greatest(v_closed_through, v_frozen_through), '-infinity')
    THEN
        RETURN NULL;
    ELSIF v_lines <> NEW.line_count THEN
        PERFORM hera_internal.raise_error(
            'LED_006', NEW.id::text, format('document %s has %s of its %s lines', NEW.id, v_lines, NEW.line_count)
        );
    ELSIF v_accounts <> v_lines THEN
        PERFORM hera_internal.raise_error('LED_002', NEW.id::text, format('document %s names an account that is not there', NEW.id));
    ELSIF NOT v_together AND EXISTS (
        SELECT FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id AND l.created_at = NEW.created_at
            AND (l.posted_at <> NEW.posted_at OR l.transaction_date <> NEW.transaction_date)
    ) THEN
        PERFORM hera_internal.raise_error('LED_007', NEW.id::text);
    ELSIF v_difference <> 0 THEN
        PERFORM hera_internal.raise_error(
            'LED_001', NEW.id::text, format('document %s does not balance in %s', NEW.id, v_currency)
        );
    ELSIF NEW.period IS NULL AND NEW.transaction_date <= v_closed_through THEN
        PERFORM hera_internal.raise_error(
            'LED_012', NEW.id::text, format('every day up to %s is closed', v_closed_through)
        );
    ELSIF v_series IS DISTINCT FROM NEW.number_series THEN
        PERFORM hera_internal.raise_error(
            'LED_036', NEW.id::text,
            format('%s is numbered by series %s', NEW.transaction_type, coalesce(v_series, 'none'))
        );
    ELSIF NEW.period IS NOT NULL OR v_soft_locks IS NOT NULL OR NEW.transaction_date <= v_frozen_through THEN
        PERFORM hera_internal.check_posting_period(
            NEW.organization_id, NEW.id, NEW.transaction_date, NEW.period, NEW.posted_by, v_closed_through, v_soft_locks,
            v_frozen_through
        );
    END IF;
    IF NOT v_together THEN
        PERFORM hera_internal.check_tax_lines(
            NEW.organization_id, NEW.id, NEW.created_at, coalesce(NEW.document_date, NEW.transaction_date)
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_transaction_lines() IS 'Refuses a posted document without all its lines, unbalanced, or in a closed period, at COMMIT.';
ALTER FUNCTION hera_internal.check_transaction_lines() OWNER TO hera_owner;
