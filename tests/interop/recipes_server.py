"""The recipes that setup hands out for an MLflow server, run as they stand, and read back with MLflow's own client:
recipes_server.py --probe PROBE. A recipe whose tools are missing is named and left out. Exit status 77: MLflow is not
installed."""

import argparse
import ast
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import recipe_hosts as hosts
import recipe_runners as runners
from mlflow_server import SKIPPED, Server, interop_cache
from peers import Missing
from recipes import recipe

RECIPES = {"python": runners.python, "python-mlflow": runners.python, "javascript": runners.javascript, "go": runners.go,
           "java": runners.java, "collector": hosts.collector}
READ = """
import sys, mlflow
traces = mlflow.search_traces(locations=[sys.argv[1]], return_type="list")
print([sorted((span.name.replace("_", " "), span.parent_id is None) for span in trace.data.spans) for trace in traces])
"""


def new_experiment(server, name):
    request = urllib.request.Request(f"{server.url}/api/2.0/mlflow/experiments/create", json.dumps({"name": name}).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["experiment_id"]


def faults_of(name, arguments, server, python, folder):
    experiment = new_experiment(server, f'say "{name}"')
    facts = {"host": server.url, "mlflow_server": True, "experiment": f'say "{name}"', "experiment_id": experiment}
    given = recipe(arguments.probe, facts, name)
    run = runners.Run(given, pathlib.Path(folder, name), {"PRACTICE_CLIENT_SECRET": ""}, None, facts)
    status, said = RECIPES[name](run)
    if status:
        return [f"{name} ended with status {status}\n{said[-4000:]}"]
    read = subprocess.run([python, "-c", READ, experiment], env=server.environment, cwd=folder, capture_output=True,
                          text=True, timeout=120, check=False)
    if read.returncode:
        return [f"{name}: MLflow reads {read.stderr[-2000:]}"]
    found = ast.literal_eval(read.stdout)
    return [] if found == [[("answer", True), ("look up", False)]] else [f"{name}: {found} arrived\n{said[-4000:]}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    arguments = parser.parse_args()
    python = interop_cache() / "mlflow_server/venv/bin/python"
    if not python.exists():
        print("SKIPPED: the MLflow server is not installed")
        return SKIPPED
    faults = []
    with tempfile.TemporaryDirectory(prefix="spanglass-recipes-") as folder:
        server = Server(str(python), folder)
        try:
            if not server.wait(90):
                print(pathlib.Path(folder, "server.log").read_text(errors="replace")[-2000:], file=sys.stderr)
                return 1
            for name in RECIPES:
                try:
                    faults += faults_of(name, arguments, server, str(python), folder)
                except Missing as missing:
                    print(f"left out {name}: {missing}")
        finally:
            server.close()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
