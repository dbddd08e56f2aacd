CREATE FUNCTION hera.post_pending(
    p_organization_id uuid, p_transaction_id uuid, p_amount numeric DEFAULT NULL, p_date date DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Posts a pending document, once: all of it, or the part p_amount of its total, positive also for a credit note; the
-- rest is released. It keeps its id and, unless p_date gives another day, its date. Whoever comes second, or late, is
-- refused and changes nothing. Returns the outcome. Raises LED_008, LED_051 (not pending any more), LED_052 (expired),
-- LED_053, VAL_008 and VAL_009 (amount), VAL_007, AUTHZ_050, AUTHZ_051, LED_010 (settled by now), LED_012, LED_030 and LED_031 (day).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
    v_transaction hera_internal.stored_transaction := hera_internal.require_pending(p_organization_id, p_transaction_id);
    v_document hera_internal.document := hera_internal.load_document(v_caller, p_transaction_id);
    v_posting jsonb := v_transaction.proposal -> 'posting';
BEGIN
    IF p_date NOT BETWEEN '1900-01-01' AND '2999-12-31' THEN
        PERFORM hera_internal.raise_error('VAL_007', 'p_date');
    END IF;
    IF EXISTS (
        SELECT FROM hera_internal.pending_document AS p
        WHERE p.organization_id = p_organization_id AND p.transaction_id = p_transaction_id
            AND p.expires_at <= clock_timestamp()
    ) THEN
        PERFORM hera_internal.raise_error('LED_052', 'p_transaction_id');
    END IF;
    PERFORM hera_internal.require_part(p_amount, v_document);
    IF p_amount < v_document.total_amount THEN
        v_posting := hera_internal.part_posting(v_posting, p_amount, v_document.total_amount);
        v_document := hera_internal.part_document(v_document, p_amount, v_posting);
    END IF;
    IF v_caller.authority IS NOT NULL THEN
        PERFORM hera_internal.refuse_own_work(
            v_caller, 'transactions.submit', hera_internal.authors_of(v_transaction), 'p_transaction_id'
        );
        PERFORM hera_internal.require_limit(
            v_caller, 'transactions.submit', hera_internal.base_amount(v_caller, v_document, v_posting),
            hera_internal.authors_of(v_transaction)
        );
    END IF;
    IF p_date IS NOT NULL THEN
        v_document.transaction_date := p_date;
        v_document.period := NULL;
    END IF;
    PERFORM hera_internal.post_waiting(
        v_caller, v_document, p_transaction_id, v_transaction.smart_code, v_transaction.account_code, v_posting
    );
    RETURN hera_internal.transaction_outcome(p_organization_id, p_transaction_id);
END
$function$;
COMMENT ON FUNCTION hera.post_pending(uuid, uuid, numeric, date) IS 'Posts all or a part of a pending document, once.';
GRANT EXECUTE ON FUNCTION hera.post_pending(uuid, uuid, numeric, date) TO hera_app;
