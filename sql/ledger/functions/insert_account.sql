CREATE FUNCTION hera_internal.insert_account(
    p_organization_id uuid, p_code text, p_name text, p_type text, p_role text
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The entity and the account of one id; NULL when the code is taken.
DECLARE
    v_id uuid := hera_internal.new_id();
BEGIN
    INSERT INTO hera.core_entities (organization_id, id, entity_type, code, name, created_at)
    VALUES (p_organization_id, v_id, 'account', p_code, p_name, hera_internal.uuid_time(v_id))
    ON CONFLICT (organization_id, entity_type, code) DO NOTHING;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO hera_internal.ledger_account (organization_id, id, code, name, account_type, role)
    VALUES (p_organization_id, v_id, p_code, p_name, p_type, p_role);
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.insert_account(uuid, text, text, text, text) IS 'Inserts an account and its entity.';
