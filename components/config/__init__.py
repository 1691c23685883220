"""The stack file: models, what they refuse, and how it is read."""
