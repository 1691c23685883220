"""Where GPU metrics are read: on every node that has a GPU, and on no other. Pure.

Page: configuration/monitoring, *Scrape targets*: `gpu-metrics`.
"""

from typing import Any


def on_nodes_with(label: str, value: str | None = None) -> dict[str, Any]:
    """`affinity` for nodes that carry `label`; `value` None: whatever it says."""
    said = {"operator": "In", "values": [value]} if value else {"operator": "Exists"}
    terms = [{"matchExpressions": [{"key": label, **said}]}]
    required = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}
    return {"affinity": {"nodeAffinity": required}}
