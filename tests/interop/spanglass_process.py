"""The real program: a receiver on free ports with a store of its own, and questions to that store."""

import json
import os
import re
import signal
import subprocess


def _environment(store):
    """Nothing of the person who runs the tests is read or written."""
    folder = os.path.dirname(store)
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    return {**os.environ, **{name: folder for name in homes}}


class Receiver:
    """Runs `spanglass receive` while the context is open."""

    def __init__(self, program, store):
        self.program, self.store = program, store
        self.http = self.grpc = None  # "127.0.0.1:4318"
        self._process = None

    def __enter__(self):
        self._process = subprocess.Popen(
            [self.program, "receive", "--store", self.store, "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"],
            stdout=subprocess.PIPE, text=True, env=_environment(self.store))
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the receiver ended with {self._process.wait(20)} before it listened")
        addresses = json.loads(line)
        self.http, self.grpc = _address(addresses["http"]), _address(addresses["grpc"])
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(60)
        self._process.stdout.close()
        self._process = None
        if status != 0:
            raise RuntimeError(f"the receiver ended with status {status}")


def _address(value):
    return re.search(r"[\w.\[\]:]+:\d+$", value[0] if isinstance(value, list) else value)[0].removeprefix("//")


def export_lines(program, store, folder):
    out = f"{folder}/export.jsonl"
    subprocess.run([program, "export", "--store", store, "--format", "otlp-jsonl", out], check=True, timeout=60,
                   stdout=subprocess.DEVNULL, env=_environment(store))
    with open(out, encoding="utf-8") as file:
        return file.read().splitlines()


def query(program, store, sql):
    answer = subprocess.run([program, "sql", "--store", store, "--format", "json", sql], check=True, timeout=60,
                            stdout=subprocess.PIPE, env=_environment(store))
    return json.loads(answer.stdout)
