CREATE FUNCTION hera_internal.propose_rules(
    p_organization_id uuid, p_documents integer, p_support integer, p_precision numeric
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores what was found as candidates and brings the evidence of known ones up to date; what was accepted or dismissed
-- stays so, what a rule says already is left out. The 200 with the most support. Returns their number.
DECLARE
    v_item record;
    v_count integer := 0;
    v_id uuid;
BEGIN
    FOR v_item IN
        SELECT f.*, encode(sha256(convert_to(concat_ws(
            chr(31), f.kind, f.transaction_type, coalesce(f.counterparty_id::text, ''), coalesce(f.text_pattern, ''),
            coalesce(f.unit, ''), f.account_code
        ), 'UTF8')), 'hex') AS key
        FROM hera_internal.find_patterns(p_organization_id, p_documents, p_support, p_precision) AS f
        WHERE NOT hera_internal.has_such_rule(
            p_organization_id, f.transaction_type, f.counterparty_id, f.text_pattern, f.unit
        )
        ORDER BY f.support DESC, f.kind, f.counterparty_id, f.account_code
        LIMIT 200
    LOOP
        v_id := hera_internal.new_id();
        INSERT INTO hera_internal.discovered_pattern AS p (
            organization_id, id, kind, pattern_key, transaction_type, counterparty_id, text_pattern, unit, account_code,
            support, documents, examples, first_at, last_at, status, created_at
        )
        VALUES (
            p_organization_id, v_id, v_item.kind, v_item.key, v_item.transaction_type, v_item.counterparty_id,
            v_item.text_pattern, v_item.unit, v_item.account_code, v_item.support, v_item.documents,
            to_jsonb(v_item.examples), v_item.first_at, v_item.last_at, 'candidate', hera_internal.uuid_time(v_id)
        )
        ON CONFLICT (organization_id, pattern_key) DO UPDATE
        SET support = excluded.support, documents = excluded.documents, examples = excluded.examples,
            first_at = least(p.first_at, excluded.first_at), last_at = excluded.last_at
        WHERE p.status = 'candidate';
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.propose_rules(uuid, integer, integer, numeric) IS 'Stores discovered rules as candidates.';
