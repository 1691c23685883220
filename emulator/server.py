"""The provider protocol, served over loopback: one server a package, one process for all."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto import provider_pb2_grpc as pb_grpc

from .cloud import load
from .faults import Faults
from .leaks import Leaks
from .operations import Operations
from .provider import Provider
from .seeds import Seed
from .store import Store


def serve(
    packages: Iterable[str], store: Store, seed: Seed, faults: Faults
) -> tuple[dict[str, int], list[grpc.Server]]:
    """Start a server a package on loopback; the ports by package, and the servers to stop."""
    ports: dict[str, int] = {}
    servers: list[grpc.Server] = []
    leaks = Leaks()
    for package in packages:
        operations = Operations(cloud=load(package), store=store, faults=faults, leaks=leaks)
        server = grpc.server(
            ThreadPoolExecutor(max_workers=16),
            options=[("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)],
        )
        provider = Provider(operations, seed)
        pb_grpc.add_ResourceProviderServicer_to_server(provider, server)  # type: ignore[no-untyped-call]
        ports[package] = server.add_insecure_port("127.0.0.1:0")
        server.start()
        servers.append(server)
    return ports, servers
