"""The example traces, replayed by the real program to real targets and read back: replay.py --program SPANGLASS TARGET.
Exit status 77: what the target needs is not installed (tests/interop/install.sh does that)."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

from mlflow_server import Server, free_port, interop_cache
from practice_process import PracticeWorkspace, environment
from recipes import Workspace
from spanglass_process import Receiver, query

SKIPPED = 77
DOCUMENTED = ("trace_id, span_id, coalesce(parent_span_id, '') AS parent_span_id, trace_state, flags, name, kind, "
              "start_time_unix_nano, end_time_unix_nano, attributes, dropped_attributes_count, events, dropped_events_count, "
              "links, dropped_links_count, status, resource, resource_schema_url, instrumentation_scope, span_schema_url")
TYPES = {"s": str, "i": int, "b": bool, "d": float}
EVERY_SPAN = ("SELECT s.trace_id, s.span_id, s.parent_span_id, s.trace_state, s.flags, s.name, s.kind, "
              "s.start_time_unix_nano, s.end_time_unix_nano, s.attributes, s.attribute_types, s.events, s.links, "
              "s.status_code, s.status_message, r.attributes AS resource, r.attribute_types AS resource_types, c.name AS "
              "scope, c.version FROM local.store.spans s JOIN local.store.resources r ON r.id = s.resource_id "
              "JOIN local.store.scopes c ON c.id = s.scope_id ORDER BY s.trace_id, s.span_id")


def same(was, now):
    """Of a value in the store, where attributes are text, and of one in a table, where they have types."""
    if isinstance(was, dict):
        return isinstance(now, dict) and was.keys() == now.keys() and all(same(was[key], now[key]) for key in was)
    if isinstance(was, list):
        return isinstance(now, list) and len(was) == len(now) and all(map(same, was, now))
    if isinstance(was, str) and not isinstance(now, str):
        return json.loads(was) == now
    return was == now


class Source:
    """A store with the example traces."""

    def __init__(self, program, folder):
        self.program, self.folder, self.store = program, folder, f"{folder}/source.duckdb"
        subprocess.run([program, "import", "--store", self.store, "--sample"], check=True, timeout=120,
                       stdout=subprocess.DEVNULL, env=environment(folder))
        self.spans = query(program, self.store, EVERY_SPAN)

    def replay(self, *options):
        """What went wrong, and the summary."""
        ended = subprocess.run([self.program, "replay", "--store", self.store, *options], capture_output=True, text=True,
                               timeout=300, check=False, cwd=self.folder, env=environment(self.folder))
        if ended.returncode:
            return [f"replay ended with status {ended.returncode}\n{ended.stdout}{ended.stderr}"], {}
        return [], json.loads(ended.stdout)

    def differences(self, store):
        """Span by span and type by type."""
        arrived = query(self.program, store, EVERY_SPAN)
        if len(arrived) != len(self.spans):
            return [f"{len(self.spans)} spans were sent, {len(arrived)} arrived"]
        return [f"{was['name']}: {name} is {now[name]}, not {was[name]}" for was, now in zip(self.spans, arrived)
                for name in was if was[name] != now[name]][:20]

    def table_differences(self, table):
        """The same of a table of the practice workspace."""
        order = "ORDER BY trace_id, span_id"
        sent = query(self.program, self.store,
                     f"SELECT {DOCUMENTED}, attribute_types FROM local.traces.mlflow_experiment_trace_otel_spans {order}")
        asked = subprocess.run([self.program, "sql", "--profile", "practice", "--format", "json",
                                f"SELECT {DOCUMENTED} FROM {table} {order}"], capture_output=True, text=True, timeout=60,
                               check=True, cwd=self.folder, env=environment(self.folder))
        arrived = json.loads(asked.stdout)
        if len(arrived) != len(sent):
            return [f"{len(sent)} spans were sent, the table has {len(arrived)}"]
        faults = []
        for was, now in zip(sent, arrived):
            types = was.pop("attribute_types")
            faults += [f"{was['name']}: {name} is {now[name]}, not {was[name]}" for name in was
                       if not same(was[name], now[name])]
            faults += [f"{was['name']}: {key} is {now['attributes'].get(key)!r}, which is not of type {letter}"
                       for key, letter in zip(was["attributes"], types)
                       if letter in TYPES and not isinstance(now["attributes"].get(key), TYPES[letter])]
        return faults[:20]

    def arrival_faults(self, told):
        arrival = told.get("arrival", {})
        faults = [f"{name}: {arrival.get(name)}" for name in ("missing", "different") if arrival.get(name) != 0]
        if told.get("spans_taken") != len(self.spans) or arrival.get("found") != len(self.spans):
            faults.append(f"of {len(self.spans)} spans {told.get('spans_taken')} were taken, {arrival.get('found')} found")
        return [*faults, *map(str, arrival.get("faults", []))][:20]


def practice(source, folder):
    with PracticeWorkspace(source.program, folder) as workspace:
        api = Workspace(workspace.variables())
        pathlib.Path(folder, ".databrickscfg").write_text(
            f"[practice]\nhost = {api.url}\ntoken = {api.token}\n", encoding="utf-8")
        facts = api.make("/Shared/replayed", "replayed")
        table = f"{facts['catalog']}.{facts['schema']}.replayed_otel_spans"
        faults, told = source.replay("--to", "databricks", "--profile", "practice", "--table", table, "--rate", "100000",
                                     "--verify")
        if faults:
            return faults
        return source.arrival_faults(told) + source.table_differences(table)


def forward(source, folder):
    """What an app without credentials sends to the receiver is signed and passed on to a table."""
    with PracticeWorkspace(source.program, folder) as workspace:
        api = Workspace(workspace.variables())
        pathlib.Path(folder, ".databrickscfg").write_text(
            f"[practice]\nhost = {api.url}\ntoken = {api.token}\n", encoding="utf-8")
        facts = api.make("/Shared/forwarded", "forwarded")
        table = f"{facts['catalog']}.{facts['schema']}.forwarded_otel_spans"
        with subprocess.Popen([source.program, "receive", "--store", f"{folder}/through.duckdb", "--http", "0", "--grpc", "0",
                               "--drain", "--forward", "databricks", "--profile", "practice", "--table", table],
                              stdout=subprocess.PIPE, text=True, cwd=folder, env=environment(folder)) as process:
            address = json.loads(process.stdout.readline())["http"][0]
            faults, _ = source.replay("--to", address)
            process.terminate()
            told = json.loads(process.communicate(timeout=120)[0])
        rows = api.sql(f"SELECT count(*), count(DISTINCT trace_id || span_id) FROM {table}")
    expected = len(source.spans)
    if rows != [[str(expected)] * 2] or told["sent_spans"] != expected or told["waiting_requests"]:
        faults.append(f"{expected} spans came in, the table has {rows}: {told}")
    return faults


def mlflow(source, folder):
    python = interop_cache() / "mlflow_server/venv/bin/python"
    if not python.exists():
        return None
    server = Server(str(python), folder)
    try:
        if not server.wait(90):
            return [pathlib.Path(folder, "server.log").read_text(errors="replace")[-2000:]]
        request = urllib.request.Request(f"{server.url}/api/2.0/mlflow/experiments/create", method="POST",
                                         data=b'{"name": "replayed"}', headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            experiment = json.loads(answer.read())["experiment_id"]
        faults, told = source.replay("--to", f"mlflow:{server.url}", "--experiment", experiment, "--verify")
        return faults or source.arrival_faults(told)
    finally:
        server.close()


def through_collector(source, folder, exporter):
    """What went wrong on the way through the OpenTelemetry Collector; None when it is not installed."""
    program = interop_cache() / "recipe_collector/collector"
    if not program.exists():
        return None
    port = free_port()
    config = pathlib.Path(folder, "collector.yaml")
    config.write_text(f"""receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:{port}
exporters:
  {exporter}
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [{exporter.split(":")[0]}]
""", encoding="utf-8")
    with subprocess.Popen([program, "--config", config, "--set", "service.telemetry.metrics.level=none"],
                          stderr=subprocess.PIPE, text=True, env=environment(folder)) as process:
        try:
            faults = reached(port, process) or source.replay("--to", f"http://127.0.0.1:{port}")[0]
        finally:
            process.terminate()  # it sends on what it holds
            said = process.communicate(timeout=60)[1]
    return [*faults, said[-3000:]] if faults else []


def collector(source, folder):
    """Into a second Spanglass."""
    store = f"{folder}/behind.duckdb"
    with Receiver(source.program, store) as behind:
        faults = through_collector(source, folder, f"otlp_http: {{endpoint: 'http://{behind.http}'}}")
    return source.differences(store) if faults == [] else faults


def collector_file(source, folder):
    """Into a file, as the Collector writes it, which is imported then."""
    out, store = f"{folder}/collected.jsonl", f"{folder}/collected.duckdb"
    faults = through_collector(source, folder, f"file: {{path: '{out}'}}")
    if faults != []:
        return faults
    subprocess.run([source.program, "import", "--store", store, out], check=True, timeout=120, stdout=subprocess.DEVNULL,
                   env=environment(folder))
    return source.differences(store)


def reached(port, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
        except urllib.error.HTTPError:
            return []
        except OSError:
            time.sleep(0.2)
    return ["the collector does not listen"]


def main():
    targets = {"practice": practice, "forward": forward, "mlflow": mlflow, "collector": collector,
               "collector-file": collector_file}
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("target", choices=sorted(targets))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spanglass-replay-") as folder:
        faults = targets[arguments.target](Source(arguments.program, folder), folder)
    if faults is None:
        print(f"SKIPPED {arguments.target}: its program is not installed")
        return SKIPPED
    for fault in faults:
        print(f"{arguments.target}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
