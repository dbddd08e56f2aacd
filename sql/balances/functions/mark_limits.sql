CREATE FUNCTION hera_internal.mark_limits(p_organization_id uuid, p_account_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says on the account and on the organization whether there is any limit to look for. The caller has locked the
-- organization; its row is written in any case, so that a repeatable read that began before meets a changed row.
DECLARE
    v_account boolean := EXISTS (
        SELECT FROM hera_internal.account_limit AS l
        WHERE l.organization_id = p_organization_id AND l.account_id = p_account_id
    );
    v_any boolean := EXISTS (SELECT FROM hera_internal.account_limit AS l WHERE l.organization_id = p_organization_id);
BEGIN
    UPDATE hera_internal.ledger_account AS a SET limited = v_account
    WHERE a.organization_id = p_organization_id AND a.id = p_account_id;
    UPDATE hera.core_organizations AS o SET has_limits = v_any WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.mark_limits(uuid, uuid) IS 'Marks an account and its organization as having limits or none.';
