"""The pages of `docs/`, held to the code."""
