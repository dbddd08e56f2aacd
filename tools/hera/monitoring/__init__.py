"""What monitoring systems read over HTTP."""
