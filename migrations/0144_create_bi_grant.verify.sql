SELECT organization_id, login, granted_at, granted_by FROM hera_internal.bi_grant WHERE false;
