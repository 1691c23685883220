"""Azure: the only package that imports its SDK."""
