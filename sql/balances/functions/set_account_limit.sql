CREATE FUNCTION hera.set_account_limit(
    p_organization_id uuid, p_account text, p_minimum numeric DEFAULT 0, p_maximum numeric DEFAULT NULL,
    p_currency text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- No posting may bring the account below p_minimum or above p_maximum, in the currency named or the organization's. A
-- balance counts on the side where the account belongs (debit for assets and expenses), over all days. So a minimum of 0
-- is no overdraft, -500 an overdraft of 500, and a maximum on a liability a credit limit. NULL is no limit; two of them
-- take the limit away. A balance that is beyond it already may move back only. Waits for documents that are being posted.
-- Raises AUTHZ_001, LED_002, LED_041, VAL_010.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'accounts.write');
    v_account_id uuid := hera_internal.require_account(p_organization_id, p_account, 'p_account');
    v_currency text := coalesce(p_currency, (
        SELECT o.currency FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ));
BEGIN
    PERFORM hera_internal.require_known(
        'p_currency', v_currency, EXISTS (SELECT FROM hera_internal.currency AS c WHERE c.code = v_currency),
        'the codes of hera.list_currencies'
    );
    IF p_minimum > p_maximum OR 'NaN' IN (p_minimum, p_maximum) OR 'Infinity' IN (abs(p_minimum), abs(p_maximum)) THEN
        PERFORM hera_internal.raise_error('LED_041', 'p_minimum');
    END IF;
    PERFORM hera_internal.lock_organization(p_organization_id);
    DELETE FROM hera_internal.account_limit AS l
    WHERE l.organization_id = p_organization_id AND l.account_id = v_account_id AND l.currency = v_currency;
    IF num_nonnulls(p_minimum, p_maximum) > 0 THEN
        INSERT INTO hera_internal.account_limit (
            organization_id, account_id, currency, minimum, maximum, sign, checks, changed_at, changed_by
        )
        SELECT p_organization_id, v_account_id, v_currency, p_minimum, p_maximum,
            CASE WHEN a.account_type IN ('asset', 'expense') THEN 1 ELSE -1 END, 0, clock_timestamp(), v_by
        FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.id = v_account_id;
    END IF;
    PERFORM hera_internal.mark_limits(p_organization_id, v_account_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'account.limited', v_account_id, v_by, NULL, jsonb_build_object(
            'code', p_account, 'currency', v_currency, 'minimum', p_minimum, 'maximum', p_maximum
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.set_account_limit(uuid, text, numeric, numeric, text) IS 'Sets or takes away the lowest and highest balance of an account.';
GRANT EXECUTE ON FUNCTION hera.set_account_limit(uuid, text, numeric, numeric, text) TO hera_app, hera_admin;
