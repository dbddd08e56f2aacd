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
    v_found record;
    v hera_internal.organization_profile;
    v_profile hera_internal.counterparty_profile;
    v_payment CONSTANT boolean := coalesce(starts_with(p_smart_code, 'HERA.PAYMENT.'), false);
    v_about jsonb;
    v_bin smallint;
    v_percent integer;
    v_points integer;
    v_stated_terms text;
    v_customer text;
    v_magnitude text;
    v_temporal text;
    v_season text;
    v_geography text;
    v_currency text;
    v_terms text;
    v_recurrence text;
    v_novelty text;
    v_tenure text;
    v_complexity text;
    v_compliance text[];
    v_industry text;
    v_channel text := CASE WHEN p_caller.role = 'integration' THEN 'API' END;
    v_duplicate text;
BEGIN
    -- Whole rows as one value each: a column of a result costs more than the field of a row.
    SELECT o AS limits, p AS profile, EXISTS (
            SELECT FROM hera_internal.document_trace AS t
            WHERE t.organization_id = p_caller.organization_id AND t.counterparty_id = p_document.counterparty_id
                AND t.print = p_print
        ) AS traced
    INTO v_found
    FROM hera_internal.organization_profile AS o
    LEFT JOIN hera_internal.counterparty_profile AS p
        ON p.organization_id = p_caller.organization_id AND p.counterparty_id = p_document.counterparty_id
    WHERE o.organization_id = p_caller.organization_id;
    v := v_found.limits;
    v_profile := v_found.profile;
    v_temporal := hera_internal.temporal_dimension(
        p_document.transaction_date, p_document.due_date, p_at, p_caller.timezone, v.rush_days, v.day_end_hour,
        v.month_end_days, v.year_end_month
    );
    -- A counterparty that is only asked about has a name and no id yet.
    IF p_document.counterparty_id IS NOT NULL OR p_document.counterparty_name IS NOT NULL THEN
        IF v_found.traced THEN
            v_duplicate := hera_internal.duplicate_dimension(
                p_caller.organization_id, p_document, p_transaction_id, p_print, v.duplicate_days,
                v.duplicate_window_days
            );
        END IF;
        IF v_profile.counterparty_id IS NULL THEN
            v_customer := 'NEW';
            v_tenure := 'FIRSTMONTH';
            v_novelty := CASE WHEN EXISTS (
                SELECT FROM hera_internal.document_trace AS t
                WHERE t.organization_id = p_caller.organization_id AND t.counterparty_id = p_document.counterparty_id
                    AND t.transaction_id IS DISTINCT FROM p_transaction_id
            ) THEN 'RARE' ELSE 'FIRSTEVER' END;
        ELSE
            v_customer := hera_internal.customer_dimension(
                v_profile.documents, v_profile.first_date, v_profile.last_date, v_profile.rhythm_days,
                v_profile.turnover_bin,
                CASE WHEN v.counterparties >= v.vip_counterparties THEN v.turnover_quantiles[101 - v.vip_percent] END,
                p_document.transaction_date, v.new_days, v.reactivated_days, v.churn_percent, v.churn_days,
                v.loyal_documents, v.loyal_days
            );
            v_tenure := hera_internal.tenure_dimension(
                v_profile.first_date, p_document.transaction_date, v.longstanding_months
            );
            v_novelty := hera_internal.novelty_dimension(
                v_profile.documents, v_profile.currencies, v_profile.accounts, v_profile.recent_texts,
                p_document.currency, p_account_code,
                hera_internal.text_print(CASE WHEN NOT v_payment THEN p_document.description END), v.rare_documents
            );
            IF v_profile.gaps >= v.rhythm_gaps AND NOT v_payment THEN
                v_recurrence := hera_internal.recurrence_dimension(
                    v_profile.rhythm_days, v_profile.gaps, v_profile.last_recent_date, p_document.transaction_date,
                    v.rhythm_gaps
                );
            END IF;
        END IF;
    END IF;
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
    IF v.season IS NOT NULL THEN
        v_percent := v.season[extract(month FROM p_document.transaction_date)::integer];
        v_season := hera_internal.season_dimension(
            v_percent, p_document.transaction_date, v.peak_percent, v.high_percent, v.low_percent, v.off_percent
        );
    END IF;
    IF p_document.metadata <> '{}' OR p_document.counterparty_about <> '{}' OR v.regimes <> '' THEN
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
    IF p_document.due_date IS NOT NULL THEN
        v_terms := hera_internal.payment_terms_dimension(
            v_stated_terms, coalesce(p_document.document_date, p_document.transaction_date),
            p_document.due_date, v_profile.usual_terms
        );
    ELSIF v_stated_terms IS NOT NULL THEN
        v_terms := hera_internal.payment_terms_dimension(v_stated_terms, NULL, NULL, NULL);
    END IF;
    IF p_document.posting IS NOT NULL THEN
        v_complexity := hera_internal.complexity_dimension(p_document.posting, v.several_lines);
    END IF;
    v_points := hera_internal.risk_points(
        v_customer, v_magnitude, v_temporal, v_geography IS NOT NULL OR v_currency IS NOT NULL, v_novelty, v_tenure,
        v_duplicate
    );
    RETURN array_remove(
        ARRAY[
            v_customer, v_magnitude, v_temporal, hera_internal.risk_dimension(
                v_points, v.risk_critical_points, v.risk_high_points, v.risk_low_points, v.risk_minimal_points
            ), v_season, v_geography, v_currency, v_terms, v_recurrence, v_novelty, v_tenure, v_complexity
        ] || v_compliance || ARRAY[v_industry, v_channel, v_duplicate],
        NULL
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.compute_dimensions(hera_internal.caller_context, hera_internal.document, text, text, bigint, uuid, timestamptz) IS 'Tokens of the dimensions of a document.';
