"""Two tenants full of canaries, ways to reach the other one's rows, and a scan for what came through."""
