CREATE FUNCTION hera_internal.apply_facts(p_organization_id uuid, p_facts hera_internal.profile_fact[])
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds facts to the histograms of amounts and months and to the profiles of their counterparties. The caller holds the
-- profile of the organization.
BEGIN
    INSERT INTO hera_internal.amount_bin AS b (organization_id, currency, bin, documents)
    SELECT p_organization_id, f.currency, f.bin, sum(f.effect) FROM unnest(p_facts) AS f
    WHERE f.bin IS NOT NULL
    GROUP BY f.currency, f.bin
    ON CONFLICT (organization_id, currency, bin) DO UPDATE SET documents = b.documents + excluded.documents;
    DELETE FROM hera_internal.amount_bin AS b WHERE b.organization_id = p_organization_id AND b.documents = 0;
    INSERT INTO hera_internal.month_count AS m (organization_id, month, documents)
    SELECT p_organization_id, date_trunc('month', f.transaction_date::timestamp)::date, sum(f.effect)
    FROM unnest(p_facts) AS f
    GROUP BY 2
    ON CONFLICT (organization_id, month) DO UPDATE SET documents = m.documents + excluded.documents;
    DELETE FROM hera_internal.month_count AS m WHERE m.organization_id = p_organization_id AND m.documents = 0;
    PERFORM hera_internal.merge_counterparty(p_organization_id, f.counterparty_id, o.minor_unit, f.facts)
    FROM (
        SELECT u.counterparty_id,
            array_agg((
                u.effect, u.transaction_date, u.currency, u.bin, u.counterparty_id, u.turnover, u.account_code, u.payment,
                u.text_print, u.terms
            )::hera_internal.profile_fact) AS facts
        FROM unnest(p_facts) AS u
        WHERE u.counterparty_id IS NOT NULL
        GROUP BY u.counterparty_id
    ) AS f
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_facts(uuid, hera_internal.profile_fact[]) IS 'Adds facts to the profiles of an organization.';
