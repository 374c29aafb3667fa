"""An open-source MLflow server, filled by MLflow's own client and read by the program, which then proves a setup on it:
mlflow_server.py --probe PROBE --proof PROOF. Exit status 77: MLflow is not installed (tests/interop/install.sh does
that)."""

import argparse
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from compare import Comparison
from spec import typed_attributes

HERE = pathlib.Path(__file__).parent
SKIPPED = 77
EXPERIMENT = "interop"


def interop_cache():
    base = os.environ.get("SPANGLASS_INTEROP_CACHE")
    return pathlib.Path(base) if base else \
        pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "spanglass/interop"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`mlflow server` on loopback, with everything in one folder."""

    def __init__(self, python, folder):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.environment = {**os.environ, "HOME": folder, "MLFLOW_TRACKING_URI": self.url,
                            "MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false", "MLFLOW_DISABLE_TELEMETRY": "true",
                            "DO_NOT_TRACK": "true"}
        self.log = open(f"{folder}/server.log", "wb")
        self.process = subprocess.Popen(
            [python, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", self.url.rsplit(":", 1)[1],
             "--workers", "1", "--backend-store-uri", f"sqlite:///{folder}/mlflow.db",
             "--default-artifact-root", f"{folder}/artifacts"],
            cwd=folder, env={key: value for key, value in self.environment.items() if key != "MLFLOW_TRACKING_URI"},
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)

    def wait(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2):
                    return True
            except OSError:
                time.sleep(0.2)
        return False

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, 15)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait()
        self.log.close()


def faults_of(spans):
    found = Comparison()
    by_name = {span["name"]: span for span in spans}
    found.equal("span names", sorted(by_name), ["answer", "ask the model", "look up"])
    if found.faults:
        return found.faults
    root, llm, tool = (by_name[name] for name in ("answer", "ask the model", "look up"))
    for child in (llm, tool):
        found.equal(f"{child['name']}: parent", child.get("parentSpanId"), root["spanId"])
    attributes = {span["name"]: typed_attributes(span.get("attributes", [])) for span in spans}
    for span, kind in ((root, "AGENT"), (llm, "CHAT_MODEL"), (tool, "TOOL")):
        found.equal(f"{span['name']}: type", attributes[span["name"]].get("mlflow.spanType"), {"string": kind})
    found.equal("a number", attributes["answer"].get("retries"), {"int": "9007199254740993"})
    found.equal("a tag of the trace", attributes["answer"].get("team"), {"string": "search"})
    found.equal("tool status", tool.get("status", {}).get("code"), 2)
    found.equal("event", [event["name"] for event in llm.get("events", [])], ["first token"])
    return found.faults


def proof_faults(python, program, server, folder):
    """The test trace must be found again by the program, and by MLflow's own client."""
    proved = subprocess.run([program, server.url, EXPERIMENT], capture_output=True, text=True, timeout=90, check=False)
    if proved.returncode:
        return [f"the setup is not proved:\n{proved.stdout}{proved.stderr}"]
    trace = proved.stdout.split()[0]
    asked = subprocess.run(
        [python, "-c", "import sys, mlflow; spans = mlflow.get_trace(sys.argv[1]).data.spans\n"
                       "print([(span.name, span.attributes['spanglass.probe'], span.parent_id is None) for span in spans])",
         f"tr-{trace}"], env=server.environment, cwd=folder, capture_output=True, text=True, timeout=90, check=False)
    expected = [("Spanglass test trace", True, True), ("test: look up", True, False), ("test: answer", True, False)]
    return [] if asked.stdout.strip() == str(expected) else [f"MLflow reads {asked.stdout or asked.stderr[-2000:]}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    parser.add_argument("--proof", required=True)
    parser.add_argument("--python", default=str(interop_cache() / "mlflow_server/venv/bin/python"))
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.python).exists():
        print("SKIPPED: the MLflow server is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="spanglass-mlflow-") as folder:
        server = Server(arguments.python, folder)
        try:
            if not server.wait(90):
                print(pathlib.Path(folder, "server.log").read_text(errors="replace")[-2000:], file=sys.stderr)
                return 1
            client = subprocess.run([arguments.python, str(HERE / "peers/mlflow_server/client.py"), EXPERIMENT],
                                    env=server.environment, cwd=folder, timeout=120, check=False)
            if client.returncode:
                return client.returncode
            read = subprocess.run([arguments.probe, server.url, EXPERIMENT], capture_output=True, text=True, timeout=60,
                                  check=False)
            proof = proof_faults(arguments.python, arguments.proof, server, folder)
        finally:
            server.close()
    if read.returncode:
        print(read.stderr, file=sys.stderr)
        return 1
    traces = [json.loads(line) for line in read.stdout.splitlines()]
    faults = [] if len(traces) == 2 else [f"{len(traces)} traces were found instead of 2"]
    for trace in traces:
        faults += faults_of([span for resource in trace["resourceSpans"] for scope in resource["scopeSpans"]
                             for span in scope["spans"]])
    faults += proof
    for fault in faults:
        print(f"mlflow server: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
