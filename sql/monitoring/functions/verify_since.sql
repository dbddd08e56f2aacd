CREATE FUNCTION hera.verify_since(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
SET row_security = on
AS $function$
-- As hera.verify, of the documents posted since the last certificate only, and of the guards; certifies the books of each
-- organization in which nothing is found. Its cost follows what was posted since. What was changed behind the guards in
-- documents that were certified before is found by hera.verify, not here. Raises AUTHZ_001.
DECLARE
    v_by text := hera_internal.caller_name();
    v_organization_id uuid;
    v_findings jsonb := '[]'::jsonb;
    v_broken text;
BEGIN
    IF p_organization_id IS NOT NULL THEN
        v_by := hera_internal.authorize_manager(p_organization_id, 'reports.read');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    -- What these checks read may be broken itself: that is a finding of each, nothing is certified, and the guards, which
    -- say what is broken, are looked at all the same. What the server asks to be repeated is raised.
    BEGIN
        v_organization_id := coalesce(p_organization_id, hera_internal.next_uncertified(NULL));
        WHILE v_organization_id IS NOT NULL LOOP
            v_findings := v_findings || coalesce((
                SELECT jsonb_agg(jsonb_build_array(c.check_name, c.finding))
                FROM hera_internal.certify_books(v_organization_id, v_by) AS c
            ), '[]');
            EXIT WHEN p_organization_id IS NOT NULL;
            v_organization_id := hera_internal.next_uncertified(v_organization_id);
        END LOOP;
    EXCEPTION WHEN OTHERS THEN
        IF left(SQLSTATE, 2) IN ('25', '40', '53', '55', '57', '58') THEN
            RAISE;
        END IF;
        v_broken := 'cannot be checked: ' || SQLERRM;
    END;
    RETURN QUERY
    SELECT c.name, coalesce(v_broken, f.findings) IS NULL, coalesce(v_broken, f.findings)
    FROM unnest(ARRAY[
        'every posted document balances in each currency', 'every posted document has lines, every line a posted document',
        'every line names an account of its organization', 'amounts have the decimals of their currency', 'every reversal undoes its original',
        'nothing is settled beyond its amount', 'nothing is posted into a closed period',
        'every document has its audit leaf', 'audit leaves carry their own hash', 'balances equal their lines'
    ]) WITH ORDINALITY AS c (name, number)
    CROSS JOIN LATERAL (
        SELECT hera_internal.list_findings(array_agg(x.value ->> 1 ORDER BY x.value ->> 1)) AS findings
        FROM jsonb_array_elements(v_findings) AS x
        WHERE x.value ->> 0 = c.name
    ) AS f
    ORDER BY c.number;
    RETURN QUERY SELECT g.check_name, g.ok, g.detail FROM hera_internal.verify_guards() AS g;
END
$function$;
COMMENT ON FUNCTION hera.verify_since(uuid) IS 'Checks what was posted since the last certificate, and the guards, and makes the next certificate.';
ALTER FUNCTION hera.verify_since(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.verify_since(uuid) TO hera_app, hera_admin, hera_auditor;
