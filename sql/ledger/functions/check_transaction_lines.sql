CREATE FUNCTION hera_internal.check_transaction_lines()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
-- At COMMIT: a posted document has all its lines, they carry its date, debit equals credit in each currency, and its day
-- is open to its poster. As hera_owner it sees every row, whatever the context is by then. Lines cannot be added
-- afterwards, because their numbers are taken. The lock on the organization lets documents pass each other, but makes a
-- closing, locking or freezing wait for them, so that nothing is posted late. What that needs to know comes with the
-- organization's row. Raises LED_001, LED_006, LED_007, LED_012, LED_030, LED_031, LED_036.
DECLARE
    v_lines bigint;
    v_together boolean;
    v_imbalance text;
    v_closed_through date;
    v_soft_locks jsonb;
    v_frozen_through date;
    v_series text;
BEGIN
    -- The foreign key of a new document holds this lock already; a document that waited takes it here.
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = NEW.organization_id FOR KEY SHARE;
    END IF;
    SELECT t.lines, t.together, t.imbalance, o.closed_through, o.soft_locks, o.frozen_through,
        o.number_series -> NEW.transaction_type ->> NEW.credit_note::integer
    INTO v_lines, v_together, v_imbalance, v_closed_through, v_soft_locks, v_frozen_through, v_series
    FROM (
        SELECT sum(b.lines) AS lines, bool_and(b.together) AS together,
            min(b.currency) FILTER (WHERE b.difference <> 0) AS imbalance
        FROM (
            SELECT l.currency, count(*) AS lines,
                bool_and(l.posted_at = NEW.posted_at AND l.transaction_date = NEW.transaction_date) AS together,
                sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference
            FROM hera.universal_transaction_lines AS l
            WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id
                AND l.created_at = NEW.created_at
            GROUP BY l.currency
        ) AS b
    ) AS t
    CROSS JOIN (
        SELECT x.closed_through, x.soft_locks, x.frozen_through, x.number_series
        FROM hera.core_organizations AS x WHERE x.organization_id = NEW.organization_id
    ) AS o;
    IF v_lines IS DISTINCT FROM NEW.line_count THEN
        PERFORM hera_internal.raise_error(
            'LED_006', NEW.id::text, format('document %s has %s of its %s lines', NEW.id, coalesce(v_lines, 0), NEW.line_count)
        );
    ELSIF NOT v_together THEN
        PERFORM hera_internal.raise_error('LED_007', NEW.id::text);
    ELSIF v_imbalance IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'LED_001', NEW.id::text, format('document %s does not balance in %s', NEW.id, v_imbalance)
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
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_transaction_lines() IS 'Refuses a posted document without all its lines, unbalanced, or in a closed period, at COMMIT.';
ALTER FUNCTION hera_internal.check_transaction_lines() OWNER TO hera_owner;
