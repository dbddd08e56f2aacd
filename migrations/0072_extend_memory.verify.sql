SELECT faded, last_date FROM hera.ai_transaction_patterns WHERE false;

SELECT place, name, weight, meaning FROM hera_internal.combiner_weight WHERE false;
