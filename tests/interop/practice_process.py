"""The practice workspace of the real program, on a free port with a folder of its own."""

import json
import os
import pathlib
import signal
import subprocess

HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


def environment(folder, **more):
    """Nothing of the person who runs the tests is read or written, and nothing is sent away."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("DATABRICKS_", "MLFLOW_", "OTEL_")) and not name.lower().endswith("_proxy")}
    return {**kept, **{name: str(folder) for name in HOMES}, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true",
            **more}


class PracticeWorkspace:
    """Runs `spanglass practice` while the context is open."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.url = None
        self._process = None

    def __enter__(self):
        self._process = subprocess.Popen([self.program, "practice", "--data", str(self.folder / "practice")],
                                         stdout=subprocess.PIPE, text=True, env=environment(self.folder))
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the practice workspace ended with {self._process.wait(20)} before it listened")
        started = json.loads(line)
        self.url = started["url"]
        self._secrets = json.loads(pathlib.Path(started["secrets"]).read_text(encoding="utf-8"))
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(60)
        self._process.stdout.close()
        if status != 0:
            raise RuntimeError(f"the practice workspace ended with status {status}")

    def variables(self):
        """What a client needs to know, as environment variables."""
        people = {each["display_name"].split()[0].lower(): each for each in self._secrets["principals"]}
        collector = people["practice-collector"]
        tokens = {f"PRACTICE_TOKEN_{name.upper()}": person["personal_access_token"]
                  for name, person in people.items() if "personal_access_token" in person}
        return {"PRACTICE_URL": self.url, "PRACTICE_CLIENT_ID": collector["client_id"],
                "PRACTICE_CLIENT_SECRET": collector["client_secret"], **tokens}
