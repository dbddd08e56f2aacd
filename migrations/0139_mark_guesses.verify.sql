SELECT guess_marks FROM hera.core_organizations WHERE false;
