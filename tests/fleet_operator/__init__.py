"""The example that lets an existing engine drive many stacks."""
