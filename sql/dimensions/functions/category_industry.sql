CREATE FUNCTION hera_internal.category_industry(p_category text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The industry of a merchant category code (ISO 18245), NULL where it says none.
BEGIN
    RETURN CASE
        WHEN p_category !~ '^[0-9]{4}$' OR p_category < '0700' THEN NULL
        WHEN p_category < '1500' THEN 'AGRICULTURE'
        WHEN p_category < '1800' THEN 'CONSTRUCTION'
        WHEN p_category < '3000' THEN CASE WHEN p_category < '2800' THEN 'MEDIA' ELSE 'MANUFACTURING' END
        WHEN p_category < '3500' THEN 'TRAVEL'
        WHEN p_category < '4000' THEN 'HOSPITALITY'
        WHEN p_category IN ('4112', '4121', '4131', '4411', '4511', '4722', '4723') THEN 'TRAVEL'
        WHEN p_category < '4800' THEN 'LOGISTICS'
        WHEN p_category = '4829' THEN 'FINANCE'
        WHEN p_category < '4900' THEN 'TELECOM'
        WHEN p_category < '5000' THEN 'ENERGY'
        WHEN p_category < '5200' THEN 'WHOLESALE'
        WHEN p_category BETWEEN '5511' AND '5599' THEN 'AUTOMOTIVE'
        WHEN p_category BETWEEN '5811' AND '5814' THEN 'RESTAURANT'
        WHEN p_category BETWEEN '5815' AND '5818' THEN 'SOFTWARE'
        WHEN p_category IN ('5960', '6300', '6381', '6399') THEN 'INSURANCE'
        WHEN p_category < '6000' THEN 'RETAIL'
        WHEN p_category < '6300' THEN 'FINANCE'
        WHEN p_category = '6513' THEN 'REALESTATE'
        WHEN p_category BETWEEN '7011' AND '7033' THEN 'HOSPITALITY'
        WHEN p_category BETWEEN '7311' AND '7333' THEN 'MEDIA'
        WHEN p_category IN ('7372', '7375', '7379') THEN 'SOFTWARE'
        WHEN p_category BETWEEN '7512' AND '7519' THEN 'TRAVEL'
        WHEN p_category BETWEEN '7523' AND '7549' THEN 'AUTOMOTIVE'
        WHEN p_category BETWEEN '8011' AND '8099' THEN 'HEALTHCARE'
        WHEN p_category BETWEEN '8211' AND '8299' THEN 'EDUCATION'
        WHEN p_category IN ('8398', '8641', '8651', '8661', '8699') THEN 'NONPROFIT'
        WHEN p_category IN ('8111', '8734', '8911', '8931', '8999') THEN 'PROFESSIONAL'
        WHEN p_category >= '9200' THEN 'GOVERNMENT'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.category_industry(text) IS 'Industry of a merchant category code.';
