CREATE FUNCTION hera_internal.budget_faults(p_organization_id uuid, p_lines jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of lines of a budget, as an array that may be empty.
DECLARE
    v_errors jsonb;
    v_misshapen bigint[];
    v_more jsonb;
    v_currency text := (SELECT o.currency FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id);
BEGIN
    PERFORM hera_internal.require_bounded(p_lines, 'p_lines', 16777216);
    IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' THEN
        RETURN jsonb_build_array(hera_internal.make_error('VAL_003', 'lines', 'p_lines must be a JSON array'));
    END IF;
    SELECT coalesce(jsonb_agg(fault.value), '[]'), array_agg(l.number) INTO v_errors, v_misshapen
    FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS l (value, number)
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(l.value)
            WHEN 'object' THEN hera_internal.shape_faults('budget', l.value, format('lines[%s].', l.number - 1))
            ELSE jsonb_build_array(
                hera_internal.make_error('VAL_003', format('lines[%s]', l.number - 1), 'a line is a JSON object')
            )
        END
    ) AS fault;
    WITH line AS MATERIALIZED (
        -- What has the wrong shape is left out before anything is cast.
        SELECT e.number, e.value ->> 'account' AS account, e.value ->> 'period' AS period,
            (e.value ->> 'amount')::numeric AS amount, coalesce(e.value ->> 'unit', '') AS unit,
            coalesce(e.value ->> 'currency', v_currency) AS currency
        FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS e (value, number)
        WHERE e.number <> ALL (coalesce(v_misshapen, '{}'))
    ), period AS MATERIALIZED (
        SELECT d.period, (hera_internal.find_period(p_organization_id, d.period)).adjustment
        FROM (SELECT DISTINCT l.period FROM line AS l) AS d
    )
    SELECT coalesce(jsonb_agg(hera_internal.make_error(
        fault.code, format('lines[%s].%s', l.number - 1, fault.field), fault.message
    ) ORDER BY l.number), '[]') INTO v_more
    FROM (
        SELECT n.*, row_number() OVER (PARTITION BY n.account, n.period, n.unit, n.currency ORDER BY n.number) AS place
        FROM line AS n
    ) AS l
    LEFT JOIN period AS p ON p.period = l.period
    LEFT JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = l.account
    LEFT JOIN hera_internal.currency AS c ON c.code = l.currency AND c.active
    CROSS JOIN LATERAL (
        VALUES
        ('VAL_002', 'account', 'account is missing', l.account IS NULL),
        ('VAL_002', 'period', 'period is missing', l.period IS NULL),
        ('VAL_002', 'amount', 'amount is missing', l.amount IS NULL),
        ('LED_002', 'account', format('there is no account %s', l.account), l.account IS NOT NULL AND a.id IS NULL),
        ('VAL_010', 'period', format('there is no period %s that can have a budget', l.period),
            l.period IS NOT NULL AND p.adjustment IS DISTINCT FROM false),
        ('VAL_010', 'currency', format('currency %s is not an active ISO 4217 code', l.currency), c.code IS NULL),
        ('VAL_008', 'amount', format('%s has %s decimals', l.currency, coalesce(c.minor_unit, 0)),
            c.code IS NOT NULL AND scale(trim_scale(l.amount)) > coalesce(c.minor_unit, 0)),
        ('VAL_011', 'account', 'account, period, unit and currency are named twice', l.place > 1)
    ) AS fault (code, field, message, present)
    WHERE fault.present;
    RETURN v_errors || v_more;
END
$function$;
COMMENT ON FUNCTION hera_internal.budget_faults(uuid, jsonb) IS 'Faults of lines of a budget.';
