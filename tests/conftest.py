"""What pytest needs before it collects: `tests/` on the path, so that `support` can be imported."""
