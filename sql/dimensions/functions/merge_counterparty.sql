CREATE FUNCTION hera_internal.merge_counterparty(
    p_organization_id uuid, p_counterparty_id uuid, p_minor_unit smallint, p_facts hera_internal.profile_fact[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds facts to the profile of their counterparty. Every part of it is a sum, an extreme, a set or the first of an order,
-- so the profile is the same in whatever order and portions facts arrive.
DECLARE
    v hera_internal.counterparty_profile%ROWTYPE;
BEGIN
    SELECT p.* INTO v FROM hera_internal.counterparty_profile AS p
    WHERE p.organization_id = p_organization_id AND p.counterparty_id = p_counterparty_id;
    SELECT coalesce(v.documents, 0) + sum(f.effect),
        least(v.first_date, min(f.transaction_date) FILTER (WHERE f.effect > 0)),
        greatest(v.last_date, max(f.transaction_date) FILTER (WHERE f.effect > 0)),
        coalesce(v.turnover, 0) + sum(f.effect * f.turnover),
        ARRAY(
            SELECT unnest(v.currencies) UNION SELECT c.currency FROM unnest(p_facts) AS c WHERE c.effect > 0 ORDER BY 1
        ),
        ARRAY(
            SELECT unnest(v.accounts) UNION
            SELECT a.account_code FROM unnest(p_facts) AS a WHERE a.effect > 0 AND a.account_code IS NOT NULL ORDER BY 1
        )
    INTO v.documents, v.first_date, v.last_date, v.turnover, v.currencies, v.accounts
    FROM unnest(p_facts) AS f;
    SELECT coalesce(array_agg(r.day ORDER BY r.day DESC, r.text DESC, r.terms DESC), '{}'),
        coalesce(array_agg(r.text ORDER BY r.day DESC, r.text DESC, r.terms DESC), '{}'),
        coalesce(array_agg(r.terms ORDER BY r.day DESC, r.text DESC, r.terms DESC), '{}'), max(r.day)
    INTO v.recent_dates, v.recent_texts, v.recent_terms, v.last_recent_date
    FROM (
        SELECT u.day, u.text, u.terms
        FROM (
            SELECT * FROM unnest(v.recent_dates, v.recent_texts, v.recent_terms)
            UNION ALL
            SELECT f.transaction_date, f.text_print, f.terms FROM unnest(p_facts) AS f
            WHERE f.effect > 0 AND NOT f.payment
        ) AS u (day, text, terms)
        ORDER BY u.day DESC, u.text DESC, u.terms DESC
        LIMIT 24
    ) AS r;
    v.turnover_bin := hera_internal.amount_bin_of(v.turnover, p_minor_unit);
    SELECT r.gaps, r.rhythm_days INTO v.gaps, v.rhythm_days FROM hera_internal.find_rhythm(v.recent_dates) AS r;
    v.usual_terms := (
        SELECT t.terms FROM unnest(v.recent_terms) AS t (terms)
        WHERE t.terms >= 0
        GROUP BY t.terms
        HAVING count(*) * 2 > cardinality(v.recent_terms)
    );
    v.organization_id := p_organization_id;
    v.counterparty_id := p_counterparty_id;
    DELETE FROM hera_internal.counterparty_profile AS p
    WHERE p.organization_id = p_organization_id AND p.counterparty_id = p_counterparty_id;
    INSERT INTO hera_internal.counterparty_profile SELECT v.*;
END
$function$;
COMMENT ON FUNCTION hera_internal.merge_counterparty(uuid, uuid, smallint, hera_internal.profile_fact[]) IS 'Adds facts to the profile of a counterparty.';
