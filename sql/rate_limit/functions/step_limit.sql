CREATE FUNCTION hera_internal.step_limit(p_rule hera_internal.limit_rule, p_now bigint, p_cost integer, p_take boolean)
RETURNS hera_internal.limit_step
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads the registers of a limit, whose lock is held, and says what the call makes of it.
DECLARE
    v_step hera_internal.limit_step;
    v_values bigint[];
BEGIN
    SELECT array_agg(coalesce(pg_sequence_last_value(('hera_internal.register_' || r.number)::regclass), 0) ORDER BY r.place)
    INTO v_values
    FROM unnest(p_rule.registers) WITH ORDINALITY AS r (number, place);
    IF p_rule.algorithm = 'gcra' THEN
        v_step := hera_internal.next_cell(v_values[1], p_now, p_rule, p_cost, p_take);
    ELSE
        v_step := hera_internal.next_window(v_values, p_now, p_rule, p_cost, p_take);
    END IF;
    v_step.register := p_rule.registers[v_step.register];
    v_step.cleared := ARRAY(SELECT p_rule.registers[c.place] FROM unnest(v_step.cleared) AS c (place));
    RETURN v_step;
END
$function$;
COMMENT ON FUNCTION hera_internal.step_limit(hera_internal.limit_rule, bigint, integer, boolean) IS 'What a call makes of one limit.';
