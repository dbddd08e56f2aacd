CREATE FUNCTION hera_internal.finish_profile(p_organization_id uuid, p_horizon xid8, p_cluster_id bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes quantiles and seasons of what was counted and moves the horizon. Reads profiles, never documents.
DECLARE
    v_now CONSTANT timestamptz := clock_timestamp();
    v_season CONSTANT smallint[] := (
        SELECT hera_internal.measure_season(p_organization_id, (v_now AT TIME ZONE o.timezone)::date)
        FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    );
    v_home record;
    v_counterparties bigint;
    v_quantiles smallint[];
BEGIN
    SELECT coalesce(sum(c.documents), 0), hera_internal.quantiles_of(array_agg(c.bin), array_agg(c.documents))
    INTO v_counterparties, v_quantiles
    FROM (
        SELECT p.turnover_bin AS bin, count(*) AS documents FROM hera_internal.counterparty_profile AS p
        WHERE p.organization_id = p_organization_id AND p.turnover_bin IS NOT NULL
        GROUP BY p.turnover_bin
    ) AS c;
    DELETE FROM hera_internal.amount_profile AS a WHERE a.organization_id = p_organization_id;
    INSERT INTO hera_internal.amount_profile (organization_id, currency, documents, quantiles)
    SELECT p_organization_id, b.currency, sum(b.documents),
        hera_internal.quantiles_of(array_agg(b.bin), array_agg(b.documents))
    FROM hera_internal.amount_bin AS b
    WHERE b.organization_id = p_organization_id AND b.documents > 0
    GROUP BY b.currency;
    SELECT a.documents, a.quantiles INTO v_home
    FROM hera_internal.amount_profile AS a
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id AND o.currency = a.currency
    WHERE a.organization_id = p_organization_id;
    UPDATE hera_internal.organization_profile AS o
    SET horizon = p_horizon, cluster_id = p_cluster_id, refreshed_at = v_now, counterparties = v_counterparties,
        turnover_quantiles = v_quantiles, season = v_season, home_documents = v_home.documents,
        home_quantiles = v_home.quantiles
    WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.finish_profile(uuid, xid8, bigint) IS 'Finishes the refresh of the profiles of an organization.';
