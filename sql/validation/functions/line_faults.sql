CREATE FUNCTION hera_internal.line_faults(
    p_caller hera_internal.caller_context, p_lines jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of stated lines, as an array that may be empty. Lines with a tax code are judged for their balance when
-- their tax is known.
DECLARE
    v_errors jsonb;
    v_misshapen bigint[];
    v_more jsonb;
    v_maximum integer := (p_caller.settings ->> 'max_lines')::integer;
BEGIN
    IF jsonb_array_length(p_lines) NOT BETWEEN 2 AND v_maximum THEN
        RETURN jsonb_build_array(hera_internal.make_error(
            'VAL_013', 'lines', format('a posting has 2 to %s lines', v_maximum)
        ));
    END IF;
    SELECT coalesce(jsonb_agg(fault.value), '[]'), array_agg(l.number) INTO v_errors, v_misshapen
    FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS l (value, number)
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(l.value)
            WHEN 'object' THEN hera_internal.shape_faults('line', l.value, format('lines[%s].', l.number - 1))
            ELSE jsonb_build_array(
                hera_internal.make_error('VAL_003', format('lines[%s]', l.number - 1), 'a line is a JSON object')
            )
        END
    ) AS fault;
    SELECT coalesce(jsonb_agg(hera_internal.make_error(
        fault.code, format('lines[%s].%s', l.number - 1, fault.field), fault.message
    ) ORDER BY l.number), '[]') INTO v_more
    FROM (
        -- What has the wrong shape is left out before anything is cast.
        -- The code becomes a column here: under row security only a plain column is looked up by index.
        SELECT e.value, e.number, e.value ->> 'account' AS code
        FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS e (value, number)
        WHERE e.number <> ALL (coalesce(v_misshapen, '{}'))
        OFFSET 0
    ) AS l
    LEFT JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_caller.organization_id AND a.code = l.code AND a.status = 'active'
    LEFT JOIN hera_internal.currency AS c
        ON c.code = coalesce(l.value ->> 'currency', p_document.currency) AND c.active
    CROSS JOIN LATERAL (
        VALUES
        ('VAL_002', 'account', 'account is missing', l.value ->> 'account' IS NULL),
        ('VAL_002', 'side', 'side is missing', l.value ->> 'side' IS NULL),
        ('VAL_002', 'amount', 'amount is missing', l.value ->> 'amount' IS NULL),
        ('VAL_009', 'amount', 'amount must not be zero', (l.value ->> 'amount')::numeric = 0),
        ('LED_002', 'account', format('there is no account %s', l.value ->> 'account'),
            l.value ->> 'account' IS NOT NULL AND a.id IS NULL),
        ('VAL_010', 'currency', 'currency is not an active ISO 4217 code',
            l.value ->> 'currency' IS NOT NULL AND c.code IS NULL),
        ('VAL_008', 'amount', format('%s has %s decimals', c.code, coalesce(c.minor_unit, 0)),
            c.code IS NOT NULL AND scale(trim_scale((l.value ->> 'amount')::numeric)) > coalesce(c.minor_unit, 0))
    ) AS fault (code, field, message, present)
    WHERE fault.present;
    v_errors := v_errors || v_more;
    IF v_errors <> '[]' OR p_lines @? '$[*].tax_code ? (@ != null)' THEN
        RETURN v_errors;
    END IF;
    RETURN hera_internal.balance_faults(p_lines, p_document.currency);
END
$function$;
COMMENT ON FUNCTION hera_internal.line_faults(hera_internal.caller_context, jsonb, hera_internal.document) IS 'Faults of the lines that a request states.';
