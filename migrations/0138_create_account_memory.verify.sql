SELECT organization_id, memory_key, level, accounts, shares, streak, last_date, pure FROM hera_internal.account_memory WHERE false;
