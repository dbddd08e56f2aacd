CREATE FUNCTION hera_internal.store_documents(
    p_caller hera_internal.caller_context, p_items hera_internal.ready_document[]
)
RETURNS interval
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts header, trace, text, open item, audit leaf and, where they post, the lines of documents: one statement for all
-- of them, and one for the lines. Touches no row that another request shares. Counts the requests that brought them:
-- counters ignore transactions, so they count although their caller rolls back. Returns the time that this took for each.
-- Raises DB_001, LED_002 and, where texts are encrypted, ERA_001 to ERA_003.
DECLARE
    v_posted_at timestamptz := clock_timestamp();
    v_login text := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    v_plain boolean := p_caller.settings ->> 'encrypt_personal_text' IS DISTINCT FROM 'true';
    v_leaves integer;
    v_lines integer := 0;
    v_stored interval;
    v_counted bigint := 0;
    v_item hera_internal.ready_document;
BEGIN
    WITH item AS MATERIALIZED (
        SELECT i.id, i.created_at, i.posted, i.posting, i.claim, i.document AS d, i.classification AS c,
            CASE WHEN i.posted THEN jsonb_array_length(i.posting) ELSE 0 END AS line_count,
            jsonb_build_object(
                'status', (i.classification).posting_status, 'type', (i.document).transaction_type,
                'date', (i.document).transaction_date, 'currency', (i.document).currency,
                'total', (i.document).total_amount, 'tax', (i.document).tax_amount,
                'smart_code', (i.classification).smart_code, 'stage', (i.classification).stage,
                'confidence', (i.classification).confidence, 'posting', i.posting,
                'lines', CASE WHEN i.posted THEN jsonb_array_length(i.posting) ELSE 0 END
            ) AS detail
        FROM unnest(p_items) AS i
    ), header AS (
        INSERT INTO hera.universal_transactions (
            organization_id, id, created_at, transaction_type, transaction_date, document_date, due_date, posting_status,
            currency, exchange_rate, total_amount, tax_amount, credit_note, counterparty_id, unit, smart_code,
            account_code, ai_confidence_score, classified_by, explanation, proposal, submitted_by, request_id, posted_at,
            posted_by, line_count, dimensions, period, number_series, model_id
        )
        SELECT p_caller.organization_id, i.id, i.created_at, (i.d).transaction_type, (i.d).transaction_date,
            (i.d).document_date, (i.d).due_date, (i.c).posting_status, (i.d).currency, (i.d).exchange_rate,
            (i.d).total_amount, (i.d).tax_amount, (i.d).credit_note, (i.d).counterparty_id, (i.d).unit,
            (i.c).smart_code, (i.c).account_code, (i.c).confidence, (i.c).stage, (i.c).explanation,
            CASE WHEN i.posted THEN NULL WHEN p_caller.on_behalf IS NULL THEN jsonb_build_object(
                'posting', i.posting, 'stated', (i.d).posting, 'settles', (i.d).settles
            ) ELSE jsonb_build_object(
                'posting', i.posting, 'stated', (i.d).posting, 'settles', (i.d).settles,
                'authors', jsonb_build_array(p_caller.on_behalf)
            ) END,
            p_caller.actor, (i.d).request_id, CASE WHEN i.posted THEN v_posted_at END,
            CASE WHEN i.posted THEN p_caller.actor END, i.line_count, (i.c).dimensions, (i.d).period,
            CASE WHEN i.posted THEN (i.d).number_series END, (i.c).model_id
        FROM item AS i
    ), trace AS (
        INSERT INTO hera_internal.document_trace (
            organization_id, transaction_id, effect, transaction_date, counterparty_id, print, reference_print
        )
        SELECT p_caller.organization_id, i.id, i.posted::integer, (i.d).transaction_date, (i.d).counterparty_id,
            (i.c).print, hera_internal.reference_print((i.c).print, i.d)
        FROM item AS i
    ), content AS (
        INSERT INTO hera_internal.transaction_text (
            organization_id, transaction_id, created_at, counterparty_name, description, reference_number,
            line_descriptions, metadata
        )
        SELECT p_caller.organization_id, i.id, i.created_at, (i.d).counterparty_name, (i.d).description,
            (i.d).reference_number, (i.d).line_descriptions, nullif((i.d).metadata, '{}')
        FROM item AS i
        WHERE v_plain AND num_nonnulls(
            (i.d).counterparty_name, (i.d).description, (i.d).reference_number, (i.d).line_descriptions,
            nullif((i.d).metadata, '{}')
        ) > 0
    ), open_item AS (
        INSERT INTO hera_internal.open_item (
            organization_id, counterparty_id, transaction_id, kind, currency, open_amount, transaction_date, due_date,
            reference_hash
        )
        SELECT p_caller.organization_id, (i.d).counterparty_id, i.id, i.claim, (i.d).currency, (i.d).total_amount,
            (i.d).transaction_date, (i.d).due_date, hera_internal.reference_hash((i.d).reference_number)
        FROM item AS i
        WHERE i.claim IS NOT NULL
    )
    -- No document without its audit leaf, which has the id and the time of the document. With what the leaf says it commits
    -- to header and lines, as hera_internal.header_content and hera_internal.entries_by_rows read them.
    INSERT INTO hera_internal.audit_leaf (
        organization_id, id, created_at, event, subject_id, actor, login, request_id, detail, leaf_hash, header_hash
    )
    SELECT p_caller.organization_id, l.id, l.created_at, l.event, l.id, p_caller.actor, v_login, l.request_id, l.detail,
        hera_internal.audit_leaf_hash(
            p_caller.organization_id, l.id, l.event, l.id, p_caller.actor, v_login, l.request_id, l.detail
        ), l.header_hash
    FROM (
        SELECT i.id, i.created_at, (i.d).request_id, CASE
                WHEN p_caller.on_behalf IS NULL THEN i.detail
                ELSE i.detail || jsonb_build_object('on_behalf', p_caller.on_behalf)
            END AS detail,
            CASE WHEN i.posted THEN 'transaction.posted' ELSE 'transaction.submitted' END AS event,
            CASE WHEN i.posted THEN sha256(convert_to(hera_internal.header_rest(
                (i.d).document_date, (i.d).due_date, v_posted_at, (i.d).exchange_rate, (i.d).credit_note,
                (i.d).counterparty_id, (i.c).model_id, (i.d).unit, (i.c).account_code, (i.d).period,
                (i.d).number_series, (i.c).dimensions, (i.c).explanation
            ), 'UTF8')) END AS header_hash
        FROM item AS i
        OFFSET 0
    ) AS l;
    GET DIAGNOSTICS v_leaves = ROW_COUNT;
    IF v_leaves <> cardinality(p_items) THEN
        PERFORM hera_internal.raise_error('DB_001');
    END IF;
    FOREACH v_item IN ARRAY p_items LOOP
        v_lines := v_lines + CASE WHEN v_item.posted THEN jsonb_array_length(v_item.posting) ELSE 0 END;
    END LOOP;
    IF NOT v_plain THEN
        PERFORM hera_internal.seal_documents(p_caller.organization_id, p_items);
    END IF;
    IF v_lines > 0 THEN
        PERFORM hera_internal.insert_lines(
            p_caller.organization_id, p_items, v_posted_at, v_lines, p_caller.currency
        );
    END IF;
    v_stored := (clock_timestamp() - v_posted_at) / cardinality(p_items);
    FOREACH v_item IN ARRAY p_items LOOP
        IF (v_item.classification).drawn THEN
            PERFORM hera_internal.record_draw(
                p_caller.organization_id, v_item.id, v_item.created_at, v_item.classification
            );
        END IF;
        -- An assignment costs half of what PERFORM does.
        v_counted := v_counted + CASE WHEN v_item.started_at IS NOT NULL THEN nextval(to_regclass(
            'hera_internal.metric_' || (v_item.classification).stage || '_' || (v_item.classification).posting_status
        )) + nextval(to_regclass('hera_internal.metric_duration_' || width_bucket(
            date_part('epoch', v_item.decided_at - v_item.started_at + v_stored) * 1000,
            '{1,2,5,10,25,50,100,250,500,1000,2500,5000}'::float8[]
        ))) + CASE WHEN (v_item.classification).score IS NULL THEN 0 ELSE nextval(to_regclass(
            'hera_internal.metric_confidence_' || width_bucket(
                (v_item.classification).confidence::float8, '{0.5,0.6,0.7,0.8,0.85,0.9,0.95,0.99,1}'::float8[]
            )
        )) END END;
    END LOOP;
    RETURN v_stored;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_documents(hera_internal.caller_context, hera_internal.ready_document[]) IS 'Stores classified documents and posts those whose status says so.';
