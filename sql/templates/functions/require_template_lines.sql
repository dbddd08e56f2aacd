CREATE FUNCTION hera_internal.require_template_lines(p_organization_id uuid, p_lines jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines of a template as they are kept: account, a control role of the organization or chosen, or code, an account of
-- it; side; amount. Raises VAL_002, VAL_003, VAL_004, VAL_010, VAL_013, LED_002.
DECLARE
    v_line record;
    v_lines jsonb := '[]'::jsonb;
    v_path text;
    v_roles jsonb := (SELECT o.control_accounts FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id);
    v_code text;
    v_field text;
BEGIN
    PERFORM hera_internal.require_bounded(p_lines, 'p_lines', 65536);
    IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_lines', 'p_lines must be a JSON array');
    ELSIF jsonb_array_length(p_lines) NOT BETWEEN 2 AND 20 THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_lines', 'a template has 2 to 20 lines');
    END IF;
    FOR v_line IN SELECT l.value, l.number FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS l (value, number) LOOP
        v_path := format('p_lines[%s]', v_line.number - 1);
        IF jsonb_typeof(v_line.value) <> 'object' OR v_line.value @? '$.* ? (@.type() != "string")' THEN
            PERFORM hera_internal.raise_error('VAL_003', v_path, 'a line is a JSON object of texts');
        END IF;
        v_field := (SELECT min(k) FROM jsonb_object_keys(v_line.value - '{account,code,side,amount}'::text[]) AS k);
        IF v_field IS NOT NULL THEN
            PERFORM hera_internal.raise_error('VAL_004', v_path || '.' || left(v_field, 100));
        ELSIF NOT v_line.value ?& '{side,amount}' OR v_line.value ? 'account' = v_line.value ? 'code' THEN
            PERFORM hera_internal.raise_error('VAL_002', v_path, 'a line has a side, an amount, and either account or code');
        END IF;
        PERFORM hera_internal.require_known(
            v_path || '.side', v_line.value ->> 'side', v_line.value ->> 'side' IN ('debit', 'credit'),
            'debit, credit'
        );
        v_code := v_line.value ->> 'code';
        IF v_code IS NULL AND v_line.value ->> 'account' <> 'chosen' AND NOT v_roles ? (v_line.value ->> 'account') THEN
            PERFORM hera_internal.raise_error(
                'LED_002', v_path || '.account', format('no account has the role %s', left(v_line.value ->> 'account', 100)),
                'hera.list_accounts shows the roles; any other account is named by code.'
            );
        ELSIF v_code IS NOT NULL THEN
            PERFORM hera_internal.require_account(p_organization_id, v_code, v_path || '.code');
        END IF;
        v_lines := v_lines || (v_line.value || jsonb_build_object('amount', btrim(v_line.value ->> 'amount')));
    END LOOP;
    RETURN v_lines;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_template_lines(uuid, jsonb) IS 'Lines of a posting template as they are kept, or an error.';
