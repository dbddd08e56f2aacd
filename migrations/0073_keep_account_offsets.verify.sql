SELECT account_offsets FROM hera.ai_models WHERE false;
