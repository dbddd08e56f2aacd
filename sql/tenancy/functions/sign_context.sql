CREATE FUNCTION hera_internal.sign_context(p_organization_id uuid, p_actor text)
RETURNS text
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- HMAC-SHA-256 over organization, caller, transaction and actor: a value copied into another transaction,
-- another role or another organization does not verify. The key is that of the time the transaction began, so that
-- hera.rotate_signing_key() takes the context from none that runs.
BEGIN
    RETURN (
        SELECT encode(
            sha256(
                k.outer_block || sha256(
                    k.inner_block || textsend(
                        p_organization_id::text || '|' || coalesce(nullif(current_setting('role'), 'none'), session_user::text)
                        || '|' || extract(epoch FROM transaction_timestamp())::text || '|' || p_actor
                    )
                )
            ),
            'hex'
        )
        FROM hera_internal.context_key AS k
        WHERE k.created_at <= transaction_timestamp()
        ORDER BY k.id DESC
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_context(uuid, text) IS 'Signature of a context for this caller and this transaction; no login may call it.';
ALTER FUNCTION hera_internal.sign_context(uuid, text) OWNER TO hera_owner;
