"""The library's Helm values against the real charts: which keys exist, what they render."""
