CREATE FUNCTION hera_internal.item_dimensions(
    p_caller hera_internal.caller_context, p_documents hera_internal.document[], p_choices hera_internal.classification[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- p_choices with the dimensions that hera_internal.compute_dimensions finds, for each of many documents. Those of plain
-- ones, in the organization's currency and without anything to say about their counterparty, are made in one statement;
-- every other one is asked by itself. NULL where there is no choice.
DECLARE
    v hera_internal.organization_profile;
    v_now CONSTANT timestamptz := clock_timestamp();
    v_channel CONSTANT text := CASE WHEN p_caller.role = 'integration' THEN 'API' END;
    v_vip_bin smallint;
BEGIN
    SELECT o.* INTO v FROM hera_internal.organization_profile AS o WHERE o.organization_id = p_caller.organization_id;
    v_vip_bin := CASE WHEN v.counterparties >= v.vip_counterparties THEN v.turnover_quantiles[101 - v.vip_percent] END;
    RETURN ARRAY(
        SELECT CASE WHEN i.stage IS NOT NULL THEN ROW(
            i.stage, (i.choice).smart_code, (i.choice).account_code, (i.choice).confidence, (i.choice).evidence,
            (i.choice).explanation, (i.choice).posting_status, (i.choice).score, (i.choice).model_id, NULL, NULL,
            CASE
                WHEN i.plain THEN array_remove(ARRAY[
                    t.customer, t.magnitude, t.temporal, hera_internal.risk_dimension(
                        r.points, v.risk_critical_points, v.risk_high_points, v.risk_low_points, v.risk_minimal_points
                    ), t.season, t.terms, t.recurrence, t.novelty, t.tenure, v_channel, t.duplicate
                ], NULL)
                ELSE hera_internal.compute_dimensions(
                    p_caller, i.document, (i.choice).smart_code, (i.choice).account_code, i.print
                )
            END,
            i.print
        )::hera_internal.classification END
        FROM (
            SELECT u.document, u.choice, u.n, (u.choice).stage, (u.document).counterparty_id,
                (u.document).counterparty_id IS NULL AND (u.document).counterparty_name IS NULL AS nobody,
                (u.document).transaction_date, hera_internal.document_print((u.choice).smart_code, u.document) AS print,
                -- An expression with a name is put in place where a value that it needs several times is at hand.
                CASE WHEN v.home_documents >= v.amount_documents
                    THEN hera_internal.amount_bin_of((u.document).total_amount, (u.document).minor_unit)
                END AS bin,
                starts_with((u.choice).smart_code, 'HERA.PAYMENT.') AS payment,
                v.regimes = '' AND (u.document).currency = p_caller.currency AND (u.document).posting IS NULL
                AND (u.document).metadata = '{}' AND coalesce((u.document).counterparty_about, '{}') = '{}' AS plain
            FROM (
                SELECT p_documents[n] AS document, p_choices[n] AS choice, n
                FROM generate_subscripts(p_documents, 1) AS n
                OFFSET 0
            ) AS u
            OFFSET 0
        ) AS i
        LEFT JOIN LATERAL (
            SELECT p.* FROM hera_internal.counterparty_profile AS p
            WHERE i.plain AND p.organization_id = p_caller.organization_id AND p.counterparty_id = i.counterparty_id
            OFFSET 0
        ) AS p ON true
        LEFT JOIN LATERAL (
            SELECT hera_internal.temporal_dimension(
                    i.transaction_date, (i.document).due_date, v_now, p_caller.timezone, v.rush_days, v.day_end_hour,
                    v.month_end_days, v.year_end_month
                ) AS temporal,
                CASE WHEN EXISTS (
                    SELECT FROM hera_internal.document_trace AS t
                    WHERE t.organization_id = p_caller.organization_id AND t.counterparty_id = i.counterparty_id
                        AND t.print = i.print
                ) THEN hera_internal.duplicate_dimension(
                    p_caller.organization_id, i.document, NULL, i.print, v.duplicate_days, v.duplicate_window_days
                ) END AS duplicate,
                CASE WHEN i.nobody THEN NULL WHEN p.counterparty_id IS NULL THEN 'NEW'
                ELSE hera_internal.customer_dimension(
                    p.documents, p.first_date, p.last_date, p.rhythm_days, p.turnover_bin, v_vip_bin, i.transaction_date,
                    v.new_days, v.reactivated_days, v.churn_percent, v.churn_days, v.loyal_documents, v.loyal_days
                ) END AS customer,
                CASE WHEN i.nobody THEN NULL WHEN p.counterparty_id IS NULL THEN 'FIRSTMONTH'
                ELSE hera_internal.tenure_dimension(p.first_date, i.transaction_date, v.longstanding_months) END AS tenure,
                CASE WHEN i.nobody THEN NULL WHEN p.counterparty_id IS NULL THEN CASE
                    WHEN EXISTS (
                        SELECT FROM hera_internal.document_trace AS t
                        WHERE t.organization_id = p_caller.organization_id AND t.counterparty_id = i.counterparty_id
                            AND t.transaction_id IS DISTINCT FROM NULL
                    ) THEN 'RARE' ELSE 'FIRSTEVER'
                END ELSE hera_internal.novelty_dimension(
                    p.documents, p.currencies, p.accounts, p.recent_texts, (i.document).currency, (i.choice).account_code,
                    hera_internal.text_print(CASE WHEN NOT i.payment THEN (i.document).description END), v.rare_documents
                ) END AS novelty,
                CASE WHEN p.gaps >= v.rhythm_gaps AND NOT i.payment THEN hera_internal.recurrence_dimension(
                    p.rhythm_days, p.gaps, p.last_recent_date, i.transaction_date, v.rhythm_gaps
                ) END AS recurrence,
                CASE WHEN v.home_documents >= v.amount_documents THEN hera_internal.magnitude_dimension(
                    i.bin, v.home_documents, v.home_quantiles, v.amount_documents, v.micro_percent, v.small_percent, v.large_percent, v.jumbo_percent
                ) END AS magnitude,
                CASE WHEN v.season IS NOT NULL THEN hera_internal.season_dimension(
                    v.season[extract(month FROM i.transaction_date)::integer], i.transaction_date, v.peak_percent,
                    v.high_percent, v.low_percent, v.off_percent
                ) END AS season,
                CASE WHEN (i.document).due_date IS NOT NULL THEN hera_internal.payment_terms_dimension(
                    NULL, coalesce((i.document).document_date, i.transaction_date), (i.document).due_date, p.usual_terms
                ) END AS terms
            WHERE i.plain
            OFFSET 0
        ) AS t ON true
        CROSS JOIN LATERAL (
            SELECT hera_internal.risk_points(
                t.customer, t.magnitude, t.temporal, false, t.novelty, t.tenure, t.duplicate
            ) AS points
            OFFSET 0
        ) AS r
        ORDER BY i.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.item_dimensions(hera_internal.caller_context, hera_internal.document[], hera_internal.classification[]) IS 'Dimensions of many classified documents.';
