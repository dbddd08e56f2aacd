CREATE FUNCTION hera.prometheus_rules()
RETURNS text
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The alert rules for Prometheus, with the thresholds of this installation: what deploy/prometheus/hera.rules.yml holds when
-- none was changed. Texts are JSON, which is YAML.
BEGIN
    RETURN E'groups:\n  - name: hera\n    rules:\n' || (
        SELECT string_agg(format(
            E'      - alert: %s\n        expr: %s\n        for: %ss\n        labels:\n          severity: %s\n          tier: "%s"\n'
            || E'        annotations:\n          summary: %s\n          runbook: %s\n',
            r.name, to_json(format('%s %s %s', r.expression, r.comparison, trim_scale(coalesce(o.threshold, r.threshold)))),
            extract(epoch FROM coalesce(o.hold, r.hold))::bigint, r.severity, r.tier, to_json(r.summary), to_json(r.runbook)
        ), '' ORDER BY r.ordinal)
        FROM hera_internal.alert_rule AS r
        LEFT JOIN hera_internal.alert_override AS o ON o.name = r.name
        WHERE coalesce(o.enabled, true)
    );
END
$function$;
COMMENT ON FUNCTION hera.prometheus_rules() IS 'The alert rules for Prometheus, with the thresholds of this installation.';
ALTER FUNCTION hera.prometheus_rules() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.prometheus_rules() TO hera_admin, hera_auditor;
