SELECT dimensions FROM hera.universal_transactions WHERE false;
