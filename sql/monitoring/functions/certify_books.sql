CREATE FUNCTION hera_internal.certify_books(p_organization_id uuid, p_by text)
RETURNS TABLE (check_name text, finding text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Checks what was posted in one organization since its last certificate, and makes the next one when there is no finding;
-- otherwise the documents stay uncertified. Takes the tail into the rollups first and holds back other refreshes until
-- the end of the transaction, so that rollups, certificate and checked documents are one set.
DECLARE
    v_documents uuid[];
    v_balances jsonb := '[]'::jsonb;
    v_number bigint := 0;
    v_findings jsonb;
BEGIN
    PERFORM hera_internal.lock_balances(p_organization_id);
    LOOP
        EXIT WHEN hera_internal.roll_balances(p_organization_id, 100000) < 100000;
    END LOOP;
    SELECT c.number, c.balances INTO v_number, v_balances FROM hera_internal.books_certificate AS c
    WHERE c.organization_id = p_organization_id
    ORDER BY c.number DESC LIMIT 1;
    v_documents := ARRAY(
        SELECT u.transaction_id FROM hera_internal.uncertified_document AS u WHERE u.organization_id = p_organization_id
    );
    SELECT jsonb_agg(to_jsonb(f)) INTO v_findings
    FROM (
        SELECT d.check_name, d.finding FROM hera_internal.find_bad_documents(p_organization_id, v_documents) AS d
        UNION ALL
        SELECT 'balances equal their lines', c.finding
        FROM hera_internal.find_bad_continuation(p_organization_id, v_documents, coalesce(v_balances, '[]')) AS c (finding)
    ) AS f;
    IF v_findings IS NULL AND cardinality(v_documents) > 0 THEN
        DELETE FROM hera_internal.uncertified_document AS u WHERE u.organization_id = p_organization_id;
        INSERT INTO hera_internal.books_certificate (
            organization_id, number, certified_at, certified_by, documents, balances
        )
        SELECT p_organization_id, coalesce(v_number, 0) + 1, clock_timestamp(), p_by, cardinality(v_documents), jsonb_agg(
            jsonb_build_object(
                'account_id', r.account_id, 'currency', r.currency, 'debit', r.debit, 'credit', r.credit,
                'base_debit', r.base_debit, 'base_credit', r.base_credit
            )
        )
        FROM (
            SELECT x.account_id, x.currency, sum(x.debit) AS debit, sum(x.credit) AS credit,
                sum(x.base_debit) AS base_debit, sum(x.base_credit) AS base_credit
            FROM hera_internal.balance_rollup AS x
            WHERE x.organization_id = p_organization_id AND x.unit = '' AND x.grain = 'year'
            GROUP BY x.account_id, x.currency
        ) AS r;
    END IF;
    RETURN QUERY
    SELECT f.check_name, f.finding FROM jsonb_to_recordset(v_findings) AS f (check_name text, finding text);
END
$function$;
COMMENT ON FUNCTION hera_internal.certify_books(uuid, text) IS 'Certifies what an organization has posted since its last certificate, or says what is wrong.';
ALTER FUNCTION hera_internal.certify_books(uuid, text) OWNER TO hera_owner;
