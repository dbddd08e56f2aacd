SELECT pattern FROM hera_internal.setting_definition WHERE false;
