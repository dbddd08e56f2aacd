CREATE FUNCTION hera_internal.find_limit(
    p_caller hera_internal.caller_context, p_permission text, p_amount numeric, p_authors text[],
    OUT sufficient boolean, OUT amount_limit numeric, OUT on_behalf text
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the amount is within the caller's limit. Who acts for somebody has the limit of that person; who has the
-- permission himself, but not for this amount, may have it by a delegation of somebody who has, and on_behalf names that
-- person: not one of those who made the document.
BEGIN
    amount_limit := CASE
        WHEN p_caller.on_behalf IS NULL
            THEN hera_internal.limit_of(p_caller.organization_id, p_caller.actor, p_caller.role, p_permission)
        ELSE hera_internal.limit_of(
            p_caller.organization_id, p_caller.on_behalf,
            hera_internal.role_of(p_caller.organization_id, p_caller.on_behalf), p_permission
        )
    END;
    sufficient := coalesce(p_amount <= amount_limit, true);
    IF sufficient THEN
        RETURN;
    END IF;
    SELECT d.from_actor INTO on_behalf
    FROM hera_internal.delegation AS d
    INNER JOIN hera_internal.organization_member AS m
        ON m.organization_id = d.organization_id AND m.actor = d.from_actor
    WHERE d.organization_id = p_caller.organization_id AND d.to_actor = p_caller.actor
        AND p_permission = ANY (d.permissions) AND d.revoked_at IS NULL AND d.valid_from <= clock_timestamp()
        AND d.valid_until > clock_timestamp() AND d.from_actor <> ALL (array_remove(p_authors, NULL))
        AND hera_internal.holds_permission(p_caller.organization_id, m.role, p_permission)
        AND coalesce(
            p_amount <= hera_internal.limit_of(p_caller.organization_id, d.from_actor, m.role, p_permission), true
        )
    ORDER BY d.id
    LIMIT 1;
    sufficient := FOUND;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_limit(hera_internal.caller_context, text, numeric, text[]) IS 'Whether an amount is within the limit of the caller, or of somebody who delegated to the caller.';
