"""Installations of any size, made by rule from the stack files of the repository."""
