"""Page: configuration/code-viewer. The browser reads code bundles from the bucket itself."""

from pydantic import Field

from .model import Distinct, Model
from .texts import Host


class CodeViewer(Model):
    """CORS on the fast-registration bucket: the page's origins and the installation's own hosts."""

    extra_hosts: Distinct[Host] = Field(default_factory=list)
    """More hosts whose pages may read code bundles. Default: none."""
