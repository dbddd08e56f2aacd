CREATE FUNCTION hera_internal.judged_documents(p_organization_id uuid, p_documents integer)
RETURNS TABLE (
    transaction_id uuid,
    transaction_type text,
    transaction_date date,
    counterparty_id uuid,
    unit text,
    smart_code text,
    words text[],
    account_code text,
    lines jsonb
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The documents that people judged last, each with its latest verdict: the account that was right, or the accounts and
-- sides of a posting that was stated line by line. Words are those that a rule can name. The work is bounded by
-- p_documents verdicts, whatever the size of the books. A match is no choice of an account.
BEGIN
    RETURN QUERY
    SELECT t.id, t.transaction_type, t.transaction_date, t.counterparty_id, t.unit, t.smart_code,
        ARRAY(
            SELECT DISTINCT w.word
            FROM regexp_split_to_table(left(hera_internal.normalize_text(
                coalesce(x.description, o.content ->> 'description')
            ), 300), ' ') AS w (word)
            WHERE length(w.word) >= 4
        ),
        f.final_account,
        CASE WHEN f.final_account IS NULL THEN (
            SELECT jsonb_agg(DISTINCT jsonb_build_object('account', l.value ->> 'account', 'side', l.value ->> 'side'))
            FROM jsonb_array_elements(hera_internal.stored_posting(p_organization_id, t.id)) AS l
            WHERE l.value -> 'amount' <> '0'
        ) END
    FROM (
        SELECT DISTINCT ON (v.transaction_id) v.transaction_id, v.transaction_created_at, v.final_account, v.verdict
        FROM (
            SELECT a.* FROM hera.ai_posting_feedback AS a
            WHERE a.organization_id = p_organization_id
            ORDER BY a.id DESC
            LIMIT p_documents
        ) AS v
        ORDER BY v.transaction_id, v.id DESC
    ) AS f
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = f.transaction_id AND t.created_at = f.transaction_created_at
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
    ) AS o
    WHERE f.verdict <> 'rejected' AND t.classified_by <> 'match' AND NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_organization_id AND r.original_id = t.id AND (f.verdict <> 'corrected' OR f.final_account IS NULL)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.judged_documents(uuid, integer) IS 'Documents that people judged last, with what was right.';
