"""How each peer is started. A peer is a function (spec, receiver, folder) that sends and returns the faults found."""

import json
import os
import pathlib
import subprocess

import curl_cases
import mlflow_case
import telemetrygen_case
from compare import compare_spec
from spec import concrete, stored_spans

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(os.environ.get("SPANGLASS_INTEROP_CACHE") or pathlib.Path(
    os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "spanglass" / "interop")


class Missing(Exception):
    """The peer is not installed."""


def require(name):
    folder = CACHE / name
    if not (folder / ".installed").exists():
        raise Missing(f"{name} is not installed; run tests/interop/install.sh")
    return folder


def run(command, **environment):
    """What the client says is shown only when it fails."""
    client = subprocess.run(command, timeout=90, env={**os.environ, **environment}, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)
    if client.returncode != 0:
        raise RuntimeError(f"the client ended with status {client.returncode}:\n{client.stdout[-4000:]}")


def sdk_peer(family, command, transport, **environment):
    """A client that sends expected.json. `command` makes its command line out of its folder."""

    def send(name, receiver, folder, read_back):
        installed = require(family)
        spec = concrete(name, family)
        spec_file = pathlib.Path(folder) / "spec.json"
        spec_file.write_text(json.dumps(spec), encoding="utf-8")
        endpoint = receiver.grpc if transport == "grpc" else receiver.http
        run([*command(installed), str(spec_file), endpoint, transport], INTEROP_MODULES=str(installed), **environment)
        return compare_spec(spec, stored_spans(read_back()))

    return send


def js(_):
    return ["node", str(HERE / "peers/js/client.js")]


def python(installed):
    return [str(installed / "venv/bin/python"), str(HERE / "peers/python/client.py")]


def java(installed):
    return ["java", "-cp", f"{installed}/classes:{installed}/lib/*", "spanglass.Client"]


def mlflow(_, receiver, folder, read_back):
    return mlflow_case.check(require("mlflow"), receiver, pathlib.Path(folder), read_back, run)


def telemetrygen(transport):
    def send(name, receiver, _, read_back):
        return telemetrygen_case.check(require("go"), name, receiver, transport, read_back, run)

    return send


PEERS = {
    "js-http-json": sdk_peer("js", js, "http-json"),
    "js-http-json-gzip": sdk_peer("js", js, "http-json", INTEROP_GZIP="1"),
    "js-http-proto": sdk_peer("js", js, "http-proto"),
    "js-grpc": sdk_peer("js", js, "grpc"),
    "python-http-proto": sdk_peer("python", python, "http-proto"),
    "python-http-proto-deflate": sdk_peer(
        "python", python, "http-proto", OTEL_EXPORTER_OTLP_TRACES_COMPRESSION="deflate"),
    "python-grpc": sdk_peer("python", python, "grpc"),
    "python-grpc-gzip": sdk_peer("python", python, "grpc", OTEL_EXPORTER_OTLP_TRACES_COMPRESSION="gzip"),
    "java-http-proto": sdk_peer("java", java, "http-proto"),
    "java-grpc": sdk_peer("java", java, "grpc"),
    "mlflow-http-proto": mlflow,
    "telemetrygen-http": telemetrygen("http"),
    "telemetrygen-grpc": telemetrygen("grpc"),
    **curl_cases.PEERS,
}
