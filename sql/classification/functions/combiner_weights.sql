CREATE FUNCTION hera_internal.combiner_weights(p_model boolean)
RETURNS float8[]
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- One vector for organizations with a model, one for those with memory alone. Each was fitted without the other: what
-- memory says weighs more where it is all there is. Both have the same places, whose meanings are in
-- hera_internal.combiner_weight; here they are a constant, which costs a guess nothing.
SELECT CASE
    WHEN p_model THEN '{1.8709, 0.2615, 0.3302, -0.9169, -0.4669, 0.1528, -0.04, 1.4255, 0.2367, 0.2142, 0.7012, 0.0691,
        -0.0298, -0.3853, 0.2971, -0.3985, 0.3169, 0.7478, 0.3298, 1.1515, 0.2857, 2.6924, -0.6438, 2.5017,
        0.0141, -1.1496, -0.2793, -0.0176, -0.1785, -0.0764, 2.0146, 0.6003, -0.8599, -0.4503, -0.5296,
        0.3261, -0.0259, 0.5919, 0.3229}'::float8[]
    ELSE '{1.51, 0.6892, 1.0082, -1.0204, 0.3917, 0.2631, 0.0061, 1.7869, 0, 0, -0.0486, 0.6666, 1.3337,
        -0.2, 0.1995, -0.3941, 0.772, 1.3367, -0.2074, 0.3188, 0, 0, 0, 0, -0.416, 0, 0, -0.6401, 0, 0,
        3.0696, 0, 0, 0, 0, -0.3189, -0.8716, 0.5065, -0.5461}'::float8[]
END
$function$;
COMMENT ON FUNCTION hera_internal.combiner_weights(boolean) IS 'The shared weights with which memory and model are combined.';
