"""Union.ai self-managed on your own clusters, as Pulumi components.

Nothing is read and nothing is registered on import. `config` has the sections of `Settings`,
`contracts` the records of what exists already. Single parts: `idp.okta`, `cloud.platform`,
`values`.
"""

from .arguments import InstallationArgs, load_settings
from .config.settings import Settings
from .contracts import ClusterInputs
from .installation import Installation

__all__ = ["ClusterInputs", "Installation", "InstallationArgs", "Settings", "load_settings"]
