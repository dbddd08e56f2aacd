CREATE FUNCTION hera_internal.propose_codes(p_organization_id uuid, p_documents integer, p_support integer)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Where people replaced the posting of a type by lines of the same accounts and sides again and again, the business
-- process has no code yet: one is proposed, named after the account that is debited first. The 50 with the most support.
-- Returns their number.
DECLARE
    v_item record;
    v_count integer := 0;
    v_id uuid;
BEGIN
    FOR v_item IN
        SELECT j.transaction_type, j.lines, count(*)::integer AS support, min(j.transaction_date) AS first_at,
            max(j.transaction_date) AS last_at, min(split_part(j.smart_code, '.', 2)) AS process,
            to_jsonb((array_agg(j.transaction_id ORDER BY j.transaction_id DESC))[1:5]) AS examples
        FROM hera_internal.judged_documents(p_organization_id, p_documents) AS j
        WHERE j.lines IS NOT NULL
        GROUP BY j.transaction_type, j.lines
        HAVING count(*) >= p_support
        ORDER BY count(*) DESC, j.transaction_type, j.lines
        LIMIT 50
    LOOP
        v_id := hera_internal.new_id();
        INSERT INTO hera_internal.discovered_pattern AS p (
            organization_id, id, kind, pattern_key, transaction_type, smart_code, template, support, documents, examples,
            first_at, last_at, status, created_at
        )
        SELECT p_organization_id, v_id, 'code',
            encode(sha256(convert_to(v_item.transaction_type || chr(31) || v_item.lines::text, 'UTF8')), 'hex'),
            v_item.transaction_type, format('HERA.%s.%s.AUTO.v1', coalesce(nullif(v_item.process, ''), 'JOURNAL'), coalesce((
                SELECT nullif(left(regexp_replace(upper(a.name), '[^A-Z]+', '', 'g'), 20), '')
                FROM jsonb_array_elements(v_item.lines) AS l
                INNER JOIN hera_internal.ledger_account AS a
                    ON a.organization_id = p_organization_id AND a.code = l.value ->> 'account'
                WHERE l.value ->> 'side' = 'debit'
                ORDER BY a.code
                LIMIT 1
            ), 'OWN')),
            v_item.lines, v_item.support, v_item.support, v_item.examples, v_item.first_at, v_item.last_at, 'candidate',
            hera_internal.uuid_time(v_id)
        ON CONFLICT (organization_id, pattern_key) DO UPDATE
        SET support = excluded.support, documents = excluded.documents, examples = excluded.examples,
            last_at = excluded.last_at
        WHERE p.status = 'candidate';
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.propose_codes(uuid, integer, integer) IS 'Stores posting templates that people repeat as candidates for codes.';
