CREATE FUNCTION hera.import_chart(p_code text, p_name text, p_country text, p_accounts jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores a chart, or replaces one that was imported before; organizations made with it keep their accounts.
-- p_accounts: [{"code", "name", "type", "role", "parent"}], role and parent optional. Roles that no account holds are
-- completed with standard accounts. Locks the chart's row. Raises VAL_080 with all faults in DETAIL.
DECLARE
    v_completed text[];
BEGIN
    PERFORM hera_internal.raise_faults(
        'VAL_080', hera_internal.chart_faults(p_code, p_name, p_country, p_accounts)
    );
    INSERT INTO hera_internal.chart AS c (code, name, country, imported_at)
    VALUES (p_code, btrim(p_name), p_country, clock_timestamp())
    ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, country = excluded.country, imported_at = excluded.imported_at;
    DELETE FROM hera_internal.chart_account AS a WHERE a.chart_code = p_code;
    INSERT INTO hera_internal.chart_account (chart_code, code, name, account_type, role, parent_code)
    SELECT p_code, e.item ->> 'code', btrim(e.item ->> 'name'), e.item ->> 'type', e.item ->> 'role', e.item ->> 'parent'
    FROM jsonb_array_elements(p_accounts) AS e (item);
    v_completed := hera_internal.complete_chart(p_code);
    RETURN jsonb_build_object(
        'chart', p_code,
        'accounts', jsonb_array_length(p_accounts) + cardinality(v_completed),
        'completed', to_jsonb(v_completed)
    );
END
$function$;
COMMENT ON FUNCTION hera.import_chart(text, text, text, jsonb) IS 'Stores a chart of accounts that organizations can be created with; says which roles it had to complete.';
GRANT EXECUTE ON FUNCTION hera.import_chart(text, text, text, jsonb) TO hera_admin;
ALTER FUNCTION hera.import_chart(text, text, text, jsonb) OWNER TO hera_owner;
