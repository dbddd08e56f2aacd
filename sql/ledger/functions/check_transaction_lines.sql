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
    v_sound boolean;
    v_taxed boolean;
BEGIN
    -- The foreign key of a new document holds this lock already; a document that waited takes it here.
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = NEW.organization_id FOR KEY SHARE;
    END IF;
    -- What nearly every document meets, in the organization's currency; what is wrong with another costs more to find out.
    -- An account is looked up line by line: a join would be planned by the size of the chart and might read all of it.
    SELECT t.lines = NEW.line_count AND t.plain AND t.difference = 0 AND o.currency = NEW.currency AND o.soft_locks IS NULL
        AND NEW.transaction_date > coalesce(greatest(o.closed_through, o.frozen_through), '-infinity')
        AND o.number_series -> NEW.transaction_type ->> NEW.credit_note::integer IS NOT DISTINCT FROM NEW.number_series,
        t.taxed
    INTO v_sound, v_taxed
    FROM (
        SELECT count(*) AS lines, bool_and((
                l.posted_at = NEW.posted_at AND l.transaction_date = NEW.transaction_date
                AND l.currency = NEW.currency AND l.base_amount = l.amount AND l.amount > 0 AND (
                    SELECT a.id FROM hera_internal.ledger_account AS a
                    WHERE a.organization_id = NEW.organization_id AND a.id = l.account_id
                ) IS NOT NULL
            ) IS TRUE) AS plain,
            bool_or(l.tax_part IS NOT NULL) AS taxed,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = NEW.organization_id AND l.transaction_id = NEW.id AND l.created_at = NEW.created_at
    ) AS t
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = NEW.organization_id;
    IF (v_sound AND NEW.period IS NULL) IS NOT TRUE THEN
        PERFORM hera_internal.judge_transaction_lines(
            NEW.organization_id, NEW.id, NEW.created_at, NEW.line_count, NEW.posted_at, NEW.posted_by, NEW.transaction_date,
            NEW.document_date, NEW.period, NEW.transaction_type, NEW.credit_note, NEW.number_series
        );
    ELSIF v_taxed THEN
        PERFORM hera_internal.check_tax_lines(
            NEW.organization_id, NEW.id, NEW.created_at, coalesce(NEW.document_date, NEW.transaction_date)
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_transaction_lines() IS 'Refuses a posted document without all its lines, unbalanced, or in a closed period, at COMMIT.';
ALTER FUNCTION hera_internal.check_transaction_lines() OWNER TO hera_owner;
