CREATE FUNCTION hera_internal.find_patterns(
    p_organization_id uuid, p_documents integer, p_support integer, p_precision numeric
)
RETURNS TABLE (
    kind text,
    transaction_type text,
    counterparty_id uuid,
    text_pattern text,
    unit text,
    account_code text,
    support integer,
    documents integer,
    examples uuid[],
    first_at date,
    last_at date
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Groups of judged documents for which people chose one account: those of a payee; where a payee has several accounts,
-- those of a payee with a word in the text (the word with the most support an account); those of a cost centre. At least
-- p_support documents with that account, and p_precision of all in the group.
BEGIN
    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT j.* FROM hera_internal.judged_documents(p_organization_id, p_documents) AS j
        WHERE j.account_code IS NOT NULL
    ), feature AS (
        SELECT 'payee' AS kind, j.counterparty_id, NULL::text AS word, NULL::text AS unit, j.*
        FROM judged AS j WHERE j.counterparty_id IS NOT NULL
        UNION ALL
        SELECT 'payee_text', j.counterparty_id, w.word, NULL, j.*
        FROM judged AS j CROSS JOIN LATERAL unnest(j.words) AS w (word)
        WHERE j.counterparty_id IS NOT NULL
        UNION ALL
        SELECT 'unit', NULL, NULL, j.unit, j.* FROM judged AS j WHERE j.unit IS NOT NULL
    ), choice (kind, type, payee, word, unit, account, support, examples, first_at, last_at) AS (
        SELECT f.kind, f.transaction_type, f.payee, f.word, f.centre, f.account_code, count(*)::integer,
            (array_agg(f.transaction_id ORDER BY f.transaction_id DESC))[1:5], min(f.transaction_date), max(f.transaction_date)
        FROM feature AS f (
            kind, payee, word, centre, transaction_id, transaction_type, transaction_date, counterparty_id, unit,
            smart_code, words, account_code, lines
        )
        GROUP BY f.kind, f.transaction_type, f.payee, f.word, f.centre, f.account_code
    ), weighed AS (
        SELECT c.*, sum(c.support) OVER (PARTITION BY c.kind, c.type, c.payee, c.word, c.unit)::integer AS documents
        FROM choice AS c
    ), strong AS (
        SELECT w.* FROM weighed AS w WHERE w.support >= p_support AND w.support >= p_precision * w.documents
    )
    SELECT DISTINCT ON (s.kind, s.type, s.payee, s.unit, s.account)
        s.kind, s.type, s.payee, '%' || s.word || '%', s.unit, s.account, s.support, s.documents, s.examples, s.first_at,
        s.last_at
    FROM strong AS s
    WHERE s.kind <> 'payee_text' OR NOT EXISTS (
        SELECT FROM strong AS o WHERE o.kind = 'payee' AND o.type = s.type AND o.payee = s.payee
    )
    ORDER BY s.kind, s.type, s.payee, s.unit, s.account, s.support DESC, s.word;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_patterns(uuid, integer, integer, numeric) IS 'Groups of judged documents for which people chose one account.';
