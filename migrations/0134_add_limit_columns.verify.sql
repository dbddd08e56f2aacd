SELECT limit_requests, limit_interval, limit_tolerance FROM hera.core_organizations WHERE false;
