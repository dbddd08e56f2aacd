DO $verify$
DECLARE
    v_expected CONSTANT jsonb := '{
        "chart": "code text required, name text required, country character(2), description text, imported_at timestamp with time zone",
        "chart_account": "chart_code text required, code text required, name text required, account_type text required, role text, parent_code text"
    }';
    v_keys CONSTANT jsonb := '{"chart": "code", "chart_account": "chart_code, code"}';
    v_table text;
    v_found text;
BEGIN
    FOR v_table IN SELECT k FROM pg_catalog.jsonb_object_keys(v_expected) AS k LOOP
        SELECT pg_catalog.string_agg(
                   a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
                   || CASE WHEN a.attnotnull THEN ' required' ELSE '' END, ', ' ORDER BY a.attnum)
          INTO v_found
          FROM pg_catalog.pg_attribute AS a
         WHERE a.attrelid = pg_catalog.to_regclass('hera_internal.' || v_table)
           AND a.attnum > 0 AND NOT a.attisdropped;
        IF v_found IS DISTINCT FROM v_expected ->> v_table THEN
            RAISE EXCEPTION 'hera_internal.%: the columns are "%"', v_table, v_found;
        END IF;

        SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.n)
          INTO v_found
          FROM pg_catalog.pg_constraint AS c
         CROSS JOIN LATERAL pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (attnum, n)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
         WHERE c.conrelid = pg_catalog.to_regclass('hera_internal.' || v_table)
           AND c.contype = 'p';
        IF v_found IS DISTINCT FROM v_keys ->> v_table THEN
            RAISE EXCEPTION 'hera_internal.%: the primary key is "%"', v_table, v_found;
        END IF;
    END LOOP;

    SELECT pg_catalog.string_agg(n, ', ')
      INTO v_found
      FROM pg_catalog.unnest(ARRAY[
               'chart_country_check', 'chart_code_check', 'chart_account_role_key', 'chart_account_chart_fkey',
               'chart_account_parent_fkey', 'chart_account_code_check', 'chart_account_account_type_check',
               'chart_account_role_check']) AS n
     WHERE NOT EXISTS (
               SELECT FROM pg_catalog.pg_constraint AS c
                WHERE c.conname = n AND c.convalidated
                  AND c.connamespace = pg_catalog.to_regnamespace('hera_internal'));
    IF v_found IS NOT NULL THEN
        RAISE EXCEPTION 'constraints missing or not validated: %', v_found;
    END IF;
END
$verify$;
