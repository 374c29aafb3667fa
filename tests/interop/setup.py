"""The whole way: the verb sets up what a plan says and proves it, MLflow's own client logs a trace there with the recipe
that setup hands out, and the program reads that trace: setup.py --program SPANGLASS --recipes PROBE. Exit status 77:
MLflow is not installed."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import recipe_runners as runners
from peers import Missing
from practice_process import PracticeWorkspace, environment
from recipes import SKIPPED, WAREHOUSE, Workspace, recipe

CODE = "/Workspace/Shared/collector-code"


def plan_of(workspace, form, prefix):
    tables = {"catalog": "main", "schema": f"agents_{form.replace('-', '_')}", "form": form}
    return {
        "format": "spanglass-setup", "version": 1, "host": workspace.url, "warehouse": {"id": WAREHOUSE},
        "experiment": {"name": f"/Shared/team/{form}"},
        "trace_tables": {**tables, **({"prefix": prefix} if prefix else {})},
        "grants": [{"principal": {"kind": "service-principal", "id": workspace.sender}}],
        **({"collector": {"app": f"in-{form}", "source_folder": CODE, "secret_scope": "in", "secret_key": "token"}}
           if prefix else {}),
        "monitoring": {"warehouse_id": WAREHOUSE, "scorers": [{"name": "harmless", "builtin": "Safety"}]},
    }


class Program:
    """The verbs, as somebody whose profile is called "practice"."""

    def __init__(self, program, folder, workspace):
        self.program, self.folder = program, folder
        pathlib.Path(folder, ".databrickscfg").write_text(
            f"[practice]\nhost = {workspace.url}\ntoken = {workspace.token}\n", encoding="utf-8")

    def run(self, *arguments):
        ended = subprocess.run([self.program, *arguments, "--profile", "practice"], capture_output=True, text=True,
                               timeout=200, check=False, cwd=self.folder,
                               env=environment(self.folder, SPANGLASS_COLLECTOR_TOKEN="fake-token-for-tests"))
        return ended.returncode, ended.stdout + ended.stderr


def faults_of(form, prefix, program, workspace, probe, variables):
    plan = plan_of(workspace, form, prefix)
    file = pathlib.Path(program.folder, f"{form}.json")
    file.write_text(json.dumps(plan), encoding="utf-8")
    status, said = program.run("setup", "--plan", str(file))
    if status:
        return [f"setup ended with status {status}\n{said[-6000:]}"]
    faults = []
    status, said = program.run("setup", "--plan", str(file), "--dry-run")
    if status:
        faults.append(f"done once, it is to be done again\n{said[-6000:]}")
    tables = plan["trace_tables"]
    experiment = workspace.call("GET", f"/api/2.0/mlflow/experiments/get-by-name?experiment_name=/Shared/team/{form}")
    facts = {"host": workspace.url, "sender": workspace.sender, "warehouse": WAREHOUSE, "experiment": plan["experiment"]["name"],
             "experiment_id": experiment["experiment"]["experiment_id"], "catalog": "main", "schema": tables["schema"],
             **({"prefix": prefix} if prefix else {})}
    given = recipe(probe, facts, "python-mlflow")
    status, said = runners.python(runners.Run(given, program.folder, variables, workspace, facts))
    table = f"main.{tables['schema']}.{prefix or 'mlflow_experiment_trace'}_otel_spans"
    traces = workspace.sql(f"SELECT DISTINCT trace_id FROM {table} WHERE name = 'look_up'")
    if status or len(traces) != 1:
        return [*faults, f"MLflow ended with status {status}, and {len(traces)} traces arrived\n{said[-4000:]}"]
    status, tree = program.run("trace", "--table", table, "--warehouse", WAREHOUSE, traces[0][0])
    if status or "answer" not in tree or "look_up" not in tree:
        faults.append(f"the program reads, with status {status}:\n{tree}")
    return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--recipes", required=True)
    arguments = parser.parse_args()
    try:
        runners.venv_python()
    except Missing as missing:
        print(f"SKIPPED: {missing}")
        return SKIPPED
    faults = []
    with tempfile.TemporaryDirectory(prefix="spanglass-setup-") as folder:
        with PracticeWorkspace(arguments.program, folder) as practice:
            variables = practice.variables()
            workspace = Workspace(variables)
            workspace.call("POST", "/api/2.0/workspace/mkdirs", {"path": CODE})
            program = Program(arguments.program, folder, workspace)
            for form, prefix in (("table-prefix", "orders"), ("schema-linked", "")):
                faults += [f"{form}: {each}" for each in faults_of(
                    form, prefix, program, workspace, arguments.recipes, variables)]
    for fault in faults:
        print(f"setup: {fault}", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
