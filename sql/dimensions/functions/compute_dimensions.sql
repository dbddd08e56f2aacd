CREATE FUNCTION hera_internal.compute_dimensions(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_smart_code text, p_account_code text,
    p_print bigint, p_transaction_id uuid DEFAULT NULL, p_at timestamptz DEFAULT clock_timestamp()
)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The tokens of a document's dynamic smart code in the order of the registry, neutral ones left out. Reads the rows of
-- profiles by their keys and the trace by its index: nothing that grows with the books. What cannot apply to the document
-- is not asked; rules that are expressions become part of the statements here. p_print is that of
-- hera_internal.document_print, p_transaction_id the document's own, when it is judged again.
DECLARE
    v record;
    v_payment CONSTANT boolean := coalesce(starts_with(p_smart_code, 'HERA.PAYMENT.'), false);
    v_about jsonb;
    v_bin smallint;
    v_magnitude text;
    v_season text;
    v_geography text;
    v_currency text;
    v_stated_terms text;
    v_terms text;
    v_recurrence text;
    v_complexity text;
    v_compliance text[];
    v_industry text;
    v_channel text := CASE WHEN p_caller.role = 'integration' THEN 'API' END;
    v_points integer;
BEGIN
    SELECT o.home_documents, o.home_quantiles, o.amount_documents, o.micro_percent, o.small_percent, o.large_percent,
        o.jumbo_percent, o.season[extract(month FROM p_document.transaction_date)::integer] AS month_percent,
        o.peak_percent, o.high_percent, o.low_percent, o.off_percent, o.risk_critical_points, o.risk_high_points,
        o.risk_low_points, o.risk_minimal_points, o.home_country, o.rhythm_gaps, o.several_lines, o.regimes, o.sox_amount,
        o.aml_amount, p.rhythm_days, p.gaps, p.last_recent_date, p.usual_terms,
        hera_internal.temporal_dimension(
            p_document.transaction_date, p_document.due_date, p_at, p_caller.timezone, o.rush_days, o.day_end_hour,
            o.month_end_days, o.year_end_month
        ) AS temporal,
        CASE WHEN p_document.counterparty_id IS NOT NULL THEN hera_internal.customer_dimension(
            p.documents, p.first_date, p.last_date, p.rhythm_days, p.turnover_bin,
            CASE WHEN o.counterparties >= o.vip_counterparties THEN o.turnover_quantiles[101 - o.vip_percent] END,
            p_document.transaction_date, o.new_days, o.reactivated_days, o.churn_percent, o.churn_days,
            o.loyal_documents, o.loyal_days
        ) END AS customer,
        CASE WHEN p_document.counterparty_id IS NOT NULL THEN hera_internal.tenure_dimension(
            p.first_date, p_document.transaction_date, o.longstanding_months
        ) END AS tenure,
        CASE WHEN p_document.counterparty_id IS NOT NULL THEN hera_internal.novelty_dimension(
            p.documents,
            hera_internal.counterparty_was_seen(
                p_caller.organization_id, p_document.counterparty_id, p_transaction_id
            ),
            p.currencies, p.accounts, p.recent_texts, p_document.currency, p_account_code,
            hera_internal.text_print(CASE WHEN NOT v_payment THEN p_document.description END), o.rare_documents
        ) END AS novelty,
        CASE WHEN EXISTS (
            SELECT FROM hera_internal.document_trace AS t
            WHERE t.organization_id = p_caller.organization_id AND t.counterparty_id = p_document.counterparty_id
                AND t.print = p_print
        ) THEN hera_internal.duplicate_dimension(
            p_caller.organization_id, p_document, p_transaction_id, p_print, o.duplicate_days, o.duplicate_window_days
        ) END AS duplicate
    INTO v
    FROM hera_internal.organization_profile AS o
    LEFT JOIN hera_internal.counterparty_profile AS p
        ON p.organization_id = p_caller.organization_id AND p.counterparty_id = p_document.counterparty_id
    WHERE o.organization_id = p_caller.organization_id;
    IF p_document.currency <> p_caller.currency THEN
        v_currency := hera_internal.currency_dimension(p_document.currency, p_caller.currency);
        SELECT a.documents, a.quantiles INTO v.home_documents, v.home_quantiles FROM hera_internal.amount_profile AS a
        WHERE a.organization_id = p_caller.organization_id AND a.currency = p_document.currency;
    END IF;
    IF v.home_documents >= v.amount_documents THEN
        v_bin := hera_internal.amount_bin_of(p_document.total_amount, p_document.minor_unit);
        v_magnitude := hera_internal.magnitude_dimension(
            v_bin, v.home_documents, v.home_quantiles, v.amount_documents, v.micro_percent, v.small_percent,
            v.large_percent, v.jumbo_percent
        );
    END IF;
    IF v.gaps >= v.rhythm_gaps AND NOT v_payment THEN
        v_recurrence := hera_internal.recurrence_dimension(
            v.rhythm_days, v.gaps, v.last_recent_date, p_document.transaction_date, v.rhythm_gaps
        );
    END IF;
    IF v.month_percent IS NOT NULL THEN
        v_season := hera_internal.season_dimension(
            v.month_percent, p_document.transaction_date, v.peak_percent, v.high_percent, v.low_percent, v.off_percent
        );
    END IF;
    IF p_document.metadata <> '{}' OR p_document.counterparty_about IS NOT NULL OR v.regimes <> '' THEN
        -- What the document says of its counterparty goes before what is kept with that.
        v_about := coalesce(p_document.counterparty_about, '{}') || p_document.metadata;
        v_stated_terms := v_about ->> 'payment_terms';
        IF v_about ? 'country' THEN
            v_geography := hera_internal.geography_dimension(v_about ->> 'country', v.home_country);
        END IF;
        IF v_about ?| ARRAY['industry', 'merchant_category'] THEN
            v_industry := hera_internal.industry_dimension(v_about ->> 'industry', v_about ->> 'merchant_category');
        END IF;
        IF v_about ? 'channel' THEN
            v_channel := hera_internal.channel_dimension(v_about ->> 'channel', p_caller.role);
        END IF;
        IF v.regimes <> '' OR v_about ? 'compliance' THEN
            v_compliance := hera_internal.compliance_dimension(
                v.regimes, v_about -> 'compliance', p_document.transaction_type, p_document.posting IS NOT NULL,
                p_document.total_amount, v_channel, v_industry, v_about -> 'person' = 'true', v.sox_amount, v.aml_amount
            );
        END IF;
    END IF;
    IF p_document.due_date IS NOT NULL OR v_stated_terms IS NOT NULL THEN
        v_terms := hera_internal.payment_terms_dimension(
            v_stated_terms, coalesce(p_document.document_date, p_document.transaction_date),
            p_document.due_date, v.usual_terms
        );
    END IF;
    IF p_document.posting IS NOT NULL THEN
        v_complexity := hera_internal.complexity_dimension(p_document.posting, v.several_lines);
    END IF;
    v_points := hera_internal.risk_points(
        v.customer, v_magnitude, v.temporal, v_geography IS NOT NULL OR v_currency IS NOT NULL, v.novelty, v.tenure,
        v.duplicate
    );
    RETURN array_remove(
        ARRAY[
            v.customer, v_magnitude, v.temporal, hera_internal.risk_dimension(
                v_points, v.risk_critical_points, v.risk_high_points, v.risk_low_points, v.risk_minimal_points
            ), v_season, v_geography, v_currency, v_terms, v_recurrence, v.novelty, v.tenure, v_complexity
        ] || v_compliance || ARRAY[v_industry, v_channel, v.duplicate],
        NULL
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.compute_dimensions(hera_internal.caller_context, hera_internal.document, text, text, bigint, uuid, timestamptz) IS 'Tokens of the dimensions of a document.';
