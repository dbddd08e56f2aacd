CREATE FUNCTION hera_internal.read_facts(p_organization_id uuid, p_ids uuid[], p_effects smallint[])
RETURNS hera_internal.profile_fact[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads posted documents by their ids, one look-up each whatever the books hold. Turnover is in the organization's
-- currency; a foreign document without a rate has none, nor has a payment, which would count its bill twice. A day
-- outside the years of documents counts as the first or the last of them: infinity has no distance.
DECLARE
    v_currency text;
    v_minor_unit smallint;
BEGIN
    SELECT o.currency, o.minor_unit INTO v_currency, v_minor_unit FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    RETURN (
        SELECT array_agg(ROW(
            i.effect, y.day, t.currency,
            hera_internal.amount_bin_of(t.total_amount, coalesce(c.minor_unit, 0::smallint)), t.counterparty_id,
            CASE
                WHEN starts_with(t.smart_code, 'HERA.PAYMENT.') THEN 0
                WHEN t.currency = v_currency THEN t.total_amount
                ELSE coalesce(round(t.total_amount * t.exchange_rate, v_minor_unit), 0)
            END * CASE WHEN t.credit_note THEN -1 ELSE 1 END,
            t.account_code, coalesce(starts_with(t.smart_code, 'HERA.PAYMENT.'), false),
            hera_internal.text_print(coalesce(x.description, o.content ->> 'description')),
            least(greatest(coalesce(t.due_date - coalesce(t.document_date, y.day), -1), -10000), 10000)::smallint
        )::hera_internal.profile_fact)
        FROM unnest(p_ids, p_effects) AS i (id, effect)
        CROSS JOIN LATERAL (
            SELECT d.* FROM hera.universal_transactions AS d
            WHERE d.organization_id = p_organization_id AND d.id = i.id
                AND d.created_at = hera_internal.uuid_time(i.id)
            LIMIT 1
        ) AS t
        CROSS JOIN LATERAL (
            SELECT greatest(least(t.transaction_date, '2999-12-31'), '1900-01-01') AS day
        ) AS y
        LEFT JOIN LATERAL (
            SELECT d.* FROM hera_internal.transaction_text AS d
            WHERE d.organization_id = p_organization_id AND d.transaction_id = i.id
                AND d.created_at = hera_internal.uuid_time(i.id)
            LIMIT 1
        ) AS x ON true
        CROSS JOIN LATERAL (
            SELECT CASE WHEN x.sealed IS NOT NULL THEN
                hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
            END AS content
        ) AS o
        LEFT JOIN hera_internal.currency AS c ON c.code = t.currency
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_facts(uuid, uuid[], smallint[]) IS 'What profiles count of documents.';
