CREATE FUNCTION hera_internal.wanted_access(
    p_organization_id uuid, p_actor text, OUT role text, OUT permissions text[], OUT limit_register integer,
    OUT limit_requests integer, OUT limit_interval bigint, OUT limit_tolerance bigint
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the row of a login that is bound to this actor says. All NULL where it says nothing and the tables are asked: for a
-- login without an actor of its own, and as to limits for whoever has others than the plain one or a role of HERA that does
-- not read.
BEGIN
    SELECT m.role, array_agg(p.permission ORDER BY p.permission) INTO role, permissions
    FROM hera_internal.organization_member AS m
    LEFT JOIN hera_internal.role_permission AS p ON p.role = m.role
    WHERE m.organization_id = p_organization_id AND m.actor = p_actor
    GROUP BY m.role;
    -- A role of the organization's own has no rows.
    permissions := nullif(permissions, ARRAY[NULL::text]);
    SELECT o.limit_register, o.limit_requests, o.limit_interval, o.limit_tolerance
    INTO limit_register, limit_requests, limit_interval, limit_tolerance
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id AND NOT o.has_rate_limits AND 'transactions.read' = ANY (permissions);
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_access(uuid, text) IS 'What the row of a login says of its actor and of the limit.';
ALTER FUNCTION hera_internal.wanted_access(uuid, text) OWNER TO hera_owner;
