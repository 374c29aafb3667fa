"""An official client, unmodified, against the practice workspace: practice.py --program SPANGLASS --peer FAMILY CLIENT.
FAMILY is what tests/interop/install.sh installed, CLIENT a file in peers/. Exit status 77: it is not installed."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from peers import CACHE, Missing, require
from practice_process import PracticeWorkspace, environment

HERE = pathlib.Path(__file__).parent
SKIPPED = 77


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--peer", required=True, help=f"a folder under {CACHE}")
    parser.add_argument("client", help="a file under peers/")
    arguments = parser.parse_args()
    try:
        python = require(arguments.peer) / "venv/bin/python"
    except Missing as missing:
        print(f"SKIPPED {arguments.client}: {missing}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="spanglass-practice-") as folder:
        with PracticeWorkspace(arguments.program, folder) as workspace:
            ended = subprocess.run([str(python), "-B", str(HERE / "peers" / arguments.client)], cwd=folder, timeout=200,
                                   env=environment(folder, PYTHONPATH=str(HERE), **workspace.variables()), check=False)
    return ended.returncode


sys.exit(main())
