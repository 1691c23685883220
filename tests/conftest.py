"""What every test shares."""

import os

# Errors must not print Outputs as advice to "use .apply": they say what they are.
os.environ["PULUMI_ERROR_OUTPUT_STRING"] = "true"
