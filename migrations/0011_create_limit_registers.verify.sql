SELECT number, organization_id, purpose FROM hera_internal.register WHERE false;
