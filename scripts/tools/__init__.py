"""What people call through make: install, lock, find a browser, check types, measure."""
