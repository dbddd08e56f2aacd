CREATE FUNCTION hera_internal.imbalance_words(p_lines jsonb, p_atoms jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document for which the lines do not balance, in words. A polynomial that is not zero is different from zero at one of
-- enough points; where functions stand between, there may be none, and that is said.
DECLARE
    v_point numeric[];
    v_values numeric[];
    v_debit numeric;
    v_credit numeric;
    v_words text := 'it cannot be proved that debit equals credit for every document';
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    PERFORM set_config('hera.http_errors', 'off', true);
    FOREACH v_point SLICE 1 IN ARRAY '{{100,20,3,7},{120,0,2,5},{1000,100,10,0.5},{97,13,11,3},{1,1,1,1},{5,2,0.5,40}}'::numeric[] LOOP
        BEGIN
            v_values := hera_internal.atom_values(p_atoms, v_point);
            SELECT coalesce(sum(a.amount) FILTER (WHERE l.value ->> 'side' = 'debit'), 0),
                coalesce(sum(a.amount) FILTER (WHERE l.value ->> 'side' = 'credit'), 0)
            INTO v_debit, v_credit
            FROM jsonb_array_elements(p_lines) AS l
            CROSS JOIN LATERAL (SELECT hera_internal.polynomial_value(l.value -> 'amount', v_values, 12) AS amount) AS a;
            IF round(v_debit, 6) <> round(v_credit, 6) THEN
                v_words := format(
                    'for gross %s, tax %s, quantity %s and rate %s debit is %s and credit %s', v_point[1], v_point[2],
                    v_point[3], v_point[4], trim_scale(round(v_debit, 6)), trim_scale(round(v_credit, 6))
                );
                EXIT;
            END IF;
        EXCEPTION WHEN SQLSTATE 'ZHL92' THEN
            NULL;
        END;
    END LOOP;
    PERFORM set_config('hera.http_errors', v_http, true);
    RETURN v_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.imbalance_words(jsonb, jsonb) IS 'Why a template is refused, with a document that it does not balance for.';
GRANT EXECUTE ON FUNCTION hera_internal.imbalance_words(jsonb, jsonb) TO hera_owner;
