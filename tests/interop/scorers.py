"""Scorers that MLflow's own client writes, with the script that setup hands out, and scorers that the program writes, in
one list: scorers.py --program SPANGLASS --recipes PROBE --scorers PROBE. Exit status 77: MLflow is not installed."""

import argparse
import subprocess
import sys
import tempfile

from peers import Missing, require
from practice_process import PracticeWorkspace, environment
from recipe_runners import Run
from recipes import SKIPPED, Workspace, recipe

READ = """
import sys, mlflow
from mlflow.genai.scorers import list_scorers
mlflow.set_tracking_uri("databricks")
for each in sorted(list_scorers(experiment_id=sys.argv[1]), key=lambda each: each.name):
    print(each.name, type(each).__name__, each.sample_rate, getattr(each, "guidelines", None))
"""
WRITTEN = ["brief Guidelines 0.25 ['Be brief.']", "harmless Safety 1.0 None", "polite Guidelines 0.0 ['Be polite.']"]
TOLD = ["harmless Safety 1", "polite Guidelines 0", "brief Guidelines 0.25"]


def faults_in(arguments, python, folder):
    with PracticeWorkspace(arguments.program, folder) as practice:
        variables = practice.variables()
        workspace = Workspace(variables)
        facts = workspace.make("/Shared/watched", "watched")
        script = Run(recipe(arguments.recipes, facts, "monitoring"), folder, variables, workspace, facts)
        status, said = script.command(python, "-B", script.file(), DATABRICKS_CLIENT_ID=variables["PRACTICE_CLIENT_ID"],
                                      DATABRICKS_CLIENT_SECRET=variables["PRACTICE_CLIENT_SECRET"])
        if status:
            return [f"the script ended with status {status}\n{said[-4000:]}"]
        probe = subprocess.run([arguments.scorers, workspace.url, facts["experiment_id"]], input=workspace.token,
                               capture_output=True, text=True, timeout=60, check=False)
        if probe.stdout.splitlines() != TOLD:
            return [f"the program reads {probe.stdout}{probe.stderr}"]
        read = subprocess.run([python, "-c", READ, facts["experiment_id"]], capture_output=True, text=True, timeout=120,
                              check=False, cwd=folder, env=environment(
                                  folder, DATABRICKS_HOST=workspace.url, DATABRICKS_TOKEN=workspace.token))
        tag = workspace.call("GET", f"/api/2.0/mlflow/experiments/get?experiment_id={facts['experiment_id']}")
    faults = [] if read.stdout.splitlines() == WRITTEN else [f"MLflow reads {read.stdout}{read.stderr[-3000:]}"]
    tags = {each["key"]: each["value"] for each in tag["experiment"]["tags"]}
    if tags.get("mlflow.monitoring.sqlWarehouseId") != facts["warehouse"]:
        faults.append(f"the tags are {tags}")
    return faults


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "recipes", "scorers"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    try:
        python = str(require("workspace_clients") / "venv/bin/python")
    except Missing as missing:
        print(f"SKIPPED: {missing}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="spanglass-scorers-") as folder:
        faults = faults_in(arguments, python, folder)
    for fault in faults:
        print(f"scorers: {fault}", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
