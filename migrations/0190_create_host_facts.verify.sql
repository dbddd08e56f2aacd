SELECT name, value, reported_at, reported_by FROM hera_internal.host_fact WHERE false;
