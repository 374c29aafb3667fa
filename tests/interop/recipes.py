"""The recipes that setup hands out, run as they stand: recipes.py --program SPANGLASS --probe PROBE ID.
They send to the practice workspace, as its service principal, to tables of both generations. Exit status 77: what the
recipe needs is not installed."""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from peers import Missing, require
from practice_process import PracticeWorkspace, environment

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
        prefix = facts.get("prefix", "mlflow_experiment_trace")
        return self.sql(f"SELECT name, trace_id, coalesce(parent_span_id, '') FROM "
                        f"{CATALOG}.{SCHEMA}.{prefix}_otel_spans ORDER BY start_time_unix_nano")


def recipe(probe, facts, name):
    answer = subprocess.run([probe], input=json.dumps(facts), capture_output=True, text=True, timeout=30, check=True)
    return json.loads(answer.stdout)[name]


def run_file(command, given, folder, variables):
    """The recipe's own program, in a folder of its own, with no more than the variables that its notes speak of."""
    file = pathlib.Path(folder) / given["codeFile"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(given["code"], encoding="utf-8")
    ended = subprocess.run([*command, str(file)], cwd=folder, timeout=120, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True, check=False,
                           env=environment(folder, DATABRICKS_CLIENT_ID=variables["PRACTICE_CLIENT_ID"],
                                           DATABRICKS_CLIENT_SECRET=variables["PRACTICE_CLIENT_SECRET"]))
    return ended.returncode, ended.stdout


def python(family):
    return lambda _: [str(require(family) / "venv/bin/python"), "-B"]


def javascript(family):
    def command(folder):
        modules = require(family) / "node_modules"
        if not shutil.which("node"):
            raise Missing("node is not installed")
        pathlib.Path(folder, "node_modules").symlink_to(modules)
        return ["node"]

    return command


RUNNERS = {"python-mlflow": python("workspace_clients"), "python": python("workspace_clients"),
           "javascript": javascript("js")}


def faults_of(name, rows):
    """Two spans of one trace, the second a child of the first."""
    if len(rows) != 2:
        return [f"{len(rows)} spans arrived instead of 2: {rows}"]
    roots = [row for row in rows if not row[2]]
    faults = [] if len(roots) == 1 else [f"{len(roots)} of the spans are roots: {rows}"]
    if len({row[1] for row in rows}) != 1:
        faults.append(f"the spans are of different traces: {rows}")
    names = {"answer", "look_up" if name == "python-mlflow" else "look up"}
    return faults + ([] if {row[0] for row in rows} == names else [f"the spans are named otherwise: {rows}"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--probe", required=True)
    parser.add_argument("recipe", choices=sorted(RUNNERS))
    arguments = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory(prefix="spanglass-recipes-") as folder:
        try:
            command = RUNNERS[arguments.recipe](folder)
        except Missing as missing:
            print(f"SKIPPED {arguments.recipe}: {missing}")
            return SKIPPED
        with PracticeWorkspace(arguments.program, folder) as practice:
            variables = practice.variables()
            workspace = Workspace(variables)
            for prefix in ("recipes", ""):
                facts = workspace.make(f"/Shared/say \"{prefix or 'schema'}\"", prefix)
                status, said = run_file(command, recipe(arguments.probe, facts, arguments.recipe), folder, variables)
                if status:
                    faults.append(f"it ended with status {status}")
                found = faults_of(arguments.recipe, workspace.spans(facts))
                faults += [f"{'prefix' if prefix else 'schema'}: {each}\n{said[-4000:]}" for each in found]
    for fault in faults:
        print(f"{arguments.recipe}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
