"""The emulated clouds, one module a package."""
