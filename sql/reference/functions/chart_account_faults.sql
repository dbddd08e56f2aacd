CREATE FUNCTION hera_internal.chart_account_faults(p_accounts jsonb)
RETURNS jsonb
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- One fault an entry and rule, in the order of the entries; [] when the accounts can be stored as they are.
    -- Texts are bounded before they are matched.
    WITH entry AS (
        SELECT
            e.n - 1 AS n, e.item,
            e.item ->> 'code' AS code, e.item ->> 'name' AS name, e.item ->> 'type' AS type,
            e.item ->> 'role' AS role,
            count(*) OVER (PARTITION BY e.item ->> 'code') AS same_code,
            count(*) OVER (PARTITION BY e.item ->> 'role') AS same_role
        FROM jsonb_array_elements(p_accounts) WITH ORDINALITY AS e (item, n)
    ),
    fault AS (
        SELECT e.n, 'code' AS field, 'must be 1 to 32 letters, digits, dots, dashes or underscores' AS message
        FROM entry AS e
        WHERE (left(e.code, 40) ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$') IS NOT TRUE
        UNION ALL
        SELECT e.n, 'code', 'is used by ' || e.same_code || ' accounts'
        FROM entry AS e
        WHERE e.code IS NOT NULL AND e.same_code > 1
        UNION ALL
        SELECT e.n, 'name', 'must have 1 to 200 characters'
        FROM entry AS e
        WHERE (length(btrim(e.name)) > 0 AND length(e.name) <= 200) IS NOT TRUE
        UNION ALL
        SELECT e.n, 'type', 'must be asset, liability, equity, income or expense'
        FROM entry AS e
        WHERE (e.type IN ('asset', 'liability', 'equity', 'income', 'expense')) IS NOT TRUE
        UNION ALL
        SELECT e.n, 'role', CASE
            WHEN r.role IS NULL THEN 'is not known'
            WHEN e.same_role > 1 THEN 'is held by ' || e.same_role || ' accounts'
            ELSE 'needs an account of type ' || array_to_string(r.account_types, ' or ')
        END
        FROM entry AS e
        LEFT JOIN hera_internal.chart_roles() AS r ON r.role = e.role
        WHERE e.role IS NOT NULL AND (e.same_role = 1 AND e.type = ANY (r.account_types)) IS NOT TRUE
        UNION ALL
        SELECT f.n, 'parent', f.message
        FROM hera_internal.chart_parent_faults(p_accounts) AS f
        UNION ALL
        SELECT e.n, k.field, 'is not a field of an account'
        FROM entry AS e
        CROSS JOIN LATERAL jsonb_object_keys(
            CASE jsonb_typeof(e.item) WHEN 'object' THEN e.item ELSE '{}' END
        ) AS k (field)
        WHERE k.field NOT IN ('code', 'name', 'type', 'role', 'parent')
    )
    SELECT coalesce(
        jsonb_agg(
            jsonb_build_object(
                'code', 'VAL_080',
                'path', 'p_accounts[' || f.n || '].' || left(f.field, 60),
                'message', left(f.field, 60) || ' ' || f.message
            )
            ORDER BY f.n, f.field, f.message
        ),
        '[]'
    )
    FROM (SELECT * FROM fault ORDER BY n, field LIMIT 100) AS f
$function$;
COMMENT ON FUNCTION hera_internal.chart_account_faults(jsonb) IS 'What is wrong with the accounts of a chart to be imported; the first hundred faults.';
GRANT EXECUTE ON FUNCTION hera_internal.chart_account_faults(jsonb) TO hera_owner;
