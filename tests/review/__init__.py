"""The preview that a reviewer reads."""
