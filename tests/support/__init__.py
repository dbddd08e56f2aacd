"""What the tests share: the cluster, databases, logins, pgTAP, coverage and figures."""
