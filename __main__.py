"""Deploy one self-managed Union installation: `pulumi up -s prod-aws`."""

import pulumi

from components import Installation, load_settings

union = Installation("union", load_settings())

for name, value in union.outputs.items():
    pulumi.export(name, value)
