CREATE FUNCTION hera_internal.store_failure(
    p_organization_id uuid, p_user text, p_code text, p_minute timestamptz, p_failures integer
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes what failed in a minute, once for a user and code, as a document of type auth_failure in the organization
-- platform: it is void from the start, so nothing posts, numbers or changes it. How often it failed is kept beside it and
-- only grows. The id follows from minute, user and code, so that two who write at once write one. Returns whether it is new.
DECLARE
    v_platform constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
    v_digest text := overlay(
        md5(hera_internal.sign_in_identity(p_organization_id, p_user) || ' ' || p_code)::uuid::text PLACING '8' FROM 20 FOR 1
    );
    v_id uuid := hera_internal.id_at(p_minute, v_digest::uuid);
    v_metadata jsonb := jsonb_build_object(
        'user_id', p_user, 'code', p_code, 'organization_id', p_organization_id,
        'kind', CASE WHEN p_organization_id IS NULL THEN 'login' ELSE 'actor' END
    );
BEGIN
    INSERT INTO hera_internal.sign_in_failure AS f (
        organization_id, subject_organization_id, user_id, code, minute, failures
    )
    VALUES (v_platform, coalesce(p_organization_id, v_platform), p_user, p_code, p_minute, p_failures)
    ON CONFLICT (organization_id, minute, subject_organization_id, user_id, code) DO UPDATE
    SET failures = excluded.failures
    WHERE f.failures < excluded.failures;
    INSERT INTO hera.universal_transactions (
        organization_id, id, created_at, transaction_type, transaction_date, posting_status, currency, total_amount,
        metadata, submitted_by
    )
    VALUES (
        v_platform, v_id, hera_internal.uuid_time(v_id), 'auth_failure', (p_minute AT TIME ZONE 'UTC')::date, 'voided',
        'XXX', 1, v_metadata, p_user
    )
    ON CONFLICT (organization_id, id, created_at) DO NOTHING;
    IF FOUND THEN
        PERFORM hera_internal.write_audit_leaf(v_platform, 'access.refused', v_id, p_user, NULL, v_metadata);
        RETURN true;
    END IF;
    RETURN false;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_failure(uuid, text, text, timestamptz, integer) IS 'Writes the failed sign-ins of a user in a minute.';
ALTER FUNCTION hera_internal.store_failure(uuid, text, text, timestamptz, integer) OWNER TO hera_owner;
