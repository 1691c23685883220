"""Google Cloud: the only package that imports its SDK."""
