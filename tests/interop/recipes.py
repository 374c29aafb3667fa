"""The recipes that setup hands out, run as they stand: recipes.py --program SPANGLASS --probe PROBE ID.
They send to the practice workspace, as its service principal, to tables of both generations. Exit status 77: what the
recipe needs is not installed."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import recipe_hosts as hosts
import recipe_runners as runners
from peers import Missing
from practice_process import PracticeWorkspace
from recipe_collector_app import collector_app

SKIPPED = 77
WAREHOUSE = "a1b2c3d4e5f60001"
CATALOG, SCHEMA = "main", "default"


class Workspace:
    """What a setup makes, made by the plain calls."""

    def __init__(self, variables):
        self.url, self.token = variables["PRACTICE_URL"], variables["PRACTICE_TOKEN_ADA"]
        self.sender = variables["PRACTICE_CLIENT_ID"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.url + path, method=method, data=json.dumps(body).encode() if body else None,
                                         headers={"Authorization": f"Bearer {self.token}",
                                                  "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"{method} {path}: {refused.code} {refused.read().decode()[:500]}") from refused

    def sql(self, statement):
        answer = self.call("POST", "/api/2.0/sql/statements",
                           {"statement": statement, "warehouse_id": WAREHOUSE, "wait_timeout": "30s"})
        if answer["status"]["state"] != "SUCCEEDED":
            raise RuntimeError(f"{statement}: {answer['status']}")
        return answer["result"].get("data_array", [])

    def make(self, name, prefix):
        """An experiment bound to tables of one generation, and the sender's rights. Its plan's facts."""
        experiment = self.call("POST", "/api/2.0/mlflow/experiments/create", {"name": name})["experiment_id"]
        place = {"catalog_name": CATALOG, "schema_name": SCHEMA}
        if prefix:
            place["table_prefix"] = prefix
            self.call("POST", "/api/5.0/mlflow/tracing/locations", {"uc_table_prefix": place, "sql_warehouse_id": WAREHOUSE})
            self.call("POST", f"/api/5.0/mlflow/experiments/{experiment}/trace-location:link",
                      {"experiment_id": experiment, "uc_table_prefix": place})
        else:
            self.call("POST", "/api/4.0/mlflow/traces/location", {"uc_schema": place, "sql_warehouse_id": WAREHOUSE})
            self.call("POST", f"/api/4.0/mlflow/traces/{experiment}/link-location",
                      {"experiment_id": experiment, "uc_schema": place})
        self.grant(experiment, prefix or "mlflow_experiment_trace", 4 if prefix else 3)
        return {"host": self.url, "warehouse": WAREHOUSE, "experiment": name, "experiment_id": experiment,
                "catalog": CATALOG, "schema": SCHEMA, **({"prefix": prefix} if prefix else {})}

    def grant(self, experiment, prefix, tables):
        self.sql(f"GRANT USE CATALOG ON CATALOG {CATALOG} TO `{self.sender}`")
        self.sql(f"GRANT USE SCHEMA ON SCHEMA {CATALOG}.{SCHEMA} TO `{self.sender}`")
        for kind in ("spans", "logs", "metrics", "annotations")[:tables]:
            self.sql(f"GRANT SELECT, MODIFY ON TABLE {CATALOG}.{SCHEMA}.{prefix}_otel_{kind} TO `{self.sender}`")
        for what, level in ((f"experiments/{experiment}", "CAN_EDIT"), (f"warehouses/{WAREHOUSE}", "CAN_USE")):
            self.call("PATCH", f"/api/2.0/permissions/{what}", {"access_control_list": [
                {"service_principal_name": self.sender, "permission_level": level}]})

    def spans(self, facts):
        """Rows of name, trace, parent, service and MLflow's type."""
        if "prefix" in facts:
            service, kind = "service_name", "attributes:['mlflow.spanType']::string"
        else:
            service, kind = "resource.attributes['service.name']", "attributes['mlflow.spanType']"
        return self.sql(f"SELECT name, trace_id, coalesce(parent_span_id, ''), {service}, {kind} FROM "
                        f"{self.table(facts, 'spans')} ORDER BY start_time_unix_nano")

    @staticmethod
    def table(facts, kind):
        return f"{CATALOG}.{SCHEMA}.{facts.get('prefix', 'mlflow_experiment_trace')}_otel_{kind}"


def recipe(probe, facts, name):
    answer = subprocess.run([probe], input=json.dumps(facts), capture_output=True, text=True, timeout=30, check=True)
    return json.loads(answer.stdout)[name]


PLAIN = {"names": {"answer": "look up"}, "service": "my-app"}
MLFLOW = {"names": {"answer": "look_up"}, "types": ("AGENT", "TOOL")}

RECIPES = {
    "python-mlflow": (runners.python, MLFLOW), "python": (runners.python, PLAIN), "javascript": (runners.javascript, PLAIN),
    "java": (runners.java, PLAIN), "go": (runners.go, PLAIN), "rust": (runners.rust, PLAIN),
    "collector": (hosts.collector, {**PLAIN, "more": ("logs", "metrics")}),
    "variables": (hosts.variables, {**PLAIN, "traces": 2}), "databricks-apps": (hosts.databricks_apps, MLFLOW),
    "collector-app": (collector_app, PLAIN),
    "model-serving": (hosts.model_serving, {"names": {"predict": "look_up"}, "types": ("AGENT", "TOOL")}),
}


def faults_of(expected, rows):
    """Traces of two spans, the second a child of the first."""
    traces = {}
    for row in rows:
        traces.setdefault(row[1], []).append(row)
    if len(traces) != expected.get("traces", 1):
        return [f"{len(traces)} traces arrived instead of {expected.get('traces', 1)}: {rows}"]
    ((root, child),) = expected["names"].items()
    faults = []
    for spans in traces.values():
        found = sorted((row[0], bool(row[2])) for row in spans)
        if found != sorted([(root, False), (child, True)]):
            faults.append(f"the spans are otherwise: {spans}")
            continue
        if "service" in expected and {row[3] for row in spans} != {expected["service"]}:
            faults.append(f"they are of another service: {spans}")
        types = tuple(next(row[4] for row in spans if row[0] == name) for name in (root, child))
        if "types" in expected and tuple((each or "").strip('"') for each in types) != expected["types"]:
            faults.append(f"they are of other types: {spans}")
    return faults


def runs(name, arguments, workspace, variables, folder):
    """The recipe for tables of both generations."""
    runner, expected = RECIPES[name]
    for prefix in ("recipes", ""):
        form = "prefix" if prefix else "schema"
        facts = workspace.make(f"/Shared/say \"{form}\"", prefix)
        given = recipe(arguments.probe, {**facts, "sender": workspace.sender, "app": "in"}, name)
        status, said = runner(runners.Run(given, pathlib.Path(folder, form), variables, workspace, facts))
        faults = [f"it ended with status {status}"] if status else []
        faults += faults_of(expected, workspace.spans(facts))
        for kind in expected.get("more", ()):
            rows = workspace.sql(f"SELECT count(*) FROM {workspace.table(facts, kind)}")
            if int(rows[0][0]) != 1:
                faults.append(f"{rows[0][0]} rows of {kind} arrived instead of 1")
        yield from (f"{form}: {each}\n{said[-4000:]}" for each in faults)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--probe", required=True)
    parser.add_argument("recipe", choices=sorted(RECIPES))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spanglass-recipes-") as folder:
        with PracticeWorkspace(arguments.program, folder) as practice:
            variables = practice.variables()
            try:
                faults = list(runs(arguments.recipe, arguments, Workspace(variables), variables, folder))
            except Missing as missing:
                print(f"SKIPPED {arguments.recipe}: {missing}")
                return SKIPPED
    for fault in faults:
        print(f"{arguments.recipe}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
