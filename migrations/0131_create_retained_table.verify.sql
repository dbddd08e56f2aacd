SELECT relation, class, moment FROM hera_internal.retained_table WHERE false;
