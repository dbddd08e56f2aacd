CREATE FUNCTION hera.set_tax_rate(
    p_organization_id uuid, p_code text, p_rate numeric, p_valid_from date, p_input_account text DEFAULT NULL,
    p_output_account text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sets the rate of a tax code, in percent, from a day on, until the day before the next rate. The tax goes to the
-- accounts of the code unless others are named. Days of which posted documents used the code keep their rate: a change
-- begins after them. Waits for documents that are being posted; the same again changes nothing.
-- Raises AUTHZ_001, TAX_001, VAL_010, VAL_007, VAL_011, LED_002, TAX_004.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'tax.write');
    v_code hera_internal.tax_code%ROWTYPE;
    v_last date;
BEGIN
    PERFORM hera_internal.require_known(
        'p_rate', p_rate::text, p_rate BETWEEN 0 AND 1000 AND scale(trim_scale(p_rate)) <= 6,
        '0 to 1000, with at most 6 decimals'
    );
    IF (p_valid_from BETWEEN '1900-01-01' AND '2999-12-31') IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('VAL_007', 'p_valid_from');
    END IF;
    PERFORM hera_internal.lock_organization(p_organization_id);
    SELECT c.* INTO v_code FROM hera_internal.tax_code AS c
    WHERE c.organization_id = p_organization_id AND c.code = p_code;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('TAX_001', 'p_code');
    END IF;
    IF p_input_account IS NOT NULL AND v_code.kind <> 'output' THEN
        v_code.input_account_id := hera_internal.tax_account(p_organization_id, p_input_account, NULL, 'p_input_account');
    END IF;
    IF p_output_account IS NOT NULL AND v_code.kind <> 'input' THEN
        v_code.output_account_id := hera_internal.tax_account(p_organization_id, p_output_account, NULL, 'p_output_account');
    END IF;
    IF v_code.input_account_id = v_code.output_account_id THEN
        PERFORM hera_internal.raise_error(
            'VAL_011', 'p_output_account', 'input and output tax of one code need two accounts'
        );
    END IF;
    IF hera_internal.rate_stands(p_organization_id, v_code.code, p_valid_from, p_rate, v_code.input_account_id, v_code.output_account_id) THEN
        RETURN;
    END IF;
    v_last := hera_internal.last_tax_day(p_organization_id, p_code, p_valid_from, (
        SELECT min(r.valid_from) FROM hera_internal.tax_rate AS r
        WHERE r.organization_id = p_organization_id AND r.code = p_code AND r.valid_from > p_valid_from
    ));
    IF v_last IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'TAX_004', 'p_valid_from', format('posted documents of up to %s use tax code %s as it is', v_last, p_code)
        );
    END IF;
    PERFORM hera_internal.store_tax_rate(
        p_organization_id, p_code, p_valid_from, trim_scale(p_rate), v_code.input_account_id, v_code.output_account_id, v_by
    );
END
$function$;
COMMENT ON FUNCTION hera.set_tax_rate(uuid, text, numeric, date, text, text) IS 'Sets the rate of a tax code from a day on.';
GRANT EXECUTE ON FUNCTION hera.set_tax_rate(uuid, text, numeric, date, text, text) TO hera_app, hera_admin;
