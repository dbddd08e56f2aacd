CREATE FUNCTION hera_internal.find_stale_limits(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Rows of the organization and of the login are what requests look at; they say what the tables of periods, accounts,
    -- series, templates, rules, members and permissions say.
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format('%s of %s', x.what, o.organization_id) AS finding
        FROM hera.core_organizations AS o
        CROSS JOIN LATERAL (
            VALUES
            ('soft_locks', o.soft_locks IS DISTINCT FROM hera_internal.wanted_locks(o.organization_id)),
            ('number_series', o.number_series IS DISTINCT FROM hera_internal.wanted_series(o.organization_id)),
            ('templates', o.templates IS DISTINCT FROM hera_internal.wanted_templates(o.organization_id)),
            ('authority', o.authority IS DISTINCT FROM hera_internal.wanted_authority(o.organization_id)),
            ('has_rules', o.has_rules IS DISTINCT FROM EXISTS (
                SELECT FROM hera_internal.validation_rule AS r
                WHERE r.organization_id = o.organization_id AND r.enabled
            )),
            ('guess_marks', o.guess_marks <> o.guess_marks | hera_internal.wanted_marks(o.organization_id)),
            ('frozen_through', o.frozen_through IS DISTINCT FROM (
                SELECT max(a.frozen_through) FROM hera_internal.ledger_account AS a
                WHERE a.organization_id = o.organization_id
            )),
            ('closed_through', o.closed_through <> (
                SELECT max(c.ends_on) FROM hera_internal.closed_period AS c
                WHERE c.organization_id = o.organization_id AND NOT c.adjustment
            ) OR (o.closed_through IS NULL AND EXISTS (
                SELECT FROM hera_internal.closed_period AS c WHERE c.organization_id = o.organization_id
            )))
        ) AS x (what, stale)
        WHERE x.stale AND (p_organization_id IS NULL OR o.organization_id = p_organization_id)
        UNION ALL
        SELECT format('login %s of %s', s.login, s.organization_id) FROM hera_internal.stale_access(p_organization_id) AS s
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_stale_limits(uuid) IS 'Locks, freezes, closes, series, templates, rules and logins that requests do not see as they are, or NULL.';
ALTER FUNCTION hera_internal.find_stale_limits(uuid) OWNER TO hera_owner;
