"""Deploy one self-managed Union installation: `pulumi up -s prod-aws`."""

import gc

import pulumi

from components import Installation, load_settings

# The SDKs' modules stay for good: to look them through for garbage takes a third of a preview.
gc.set_threshold(50_000, 20, 50)

union = Installation("union", load_settings())

for name, value in union.outputs.items():
    pulumi.export(name, value)
