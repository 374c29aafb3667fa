"""Runs one peer against the real program: run.py --program SPANGLASS PEER, or names them all: run.py --list. Exit status
77: the peer is not installed."""

import argparse
import sys
import tempfile

from peers import PEERS, Missing
from spanglass_process import Receiver, export_lines, query
from spec import stored_spans

SKIPPED = 77
TABLE = "local.traces.mlflow_experiment_trace_otel_spans"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("peer", nargs="?", choices=sorted(PEERS))
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(PEERS))
        return 0
    if not arguments.program or not arguments.peer:
        parser.error("a program and a peer are needed")
    with tempfile.TemporaryDirectory(prefix="spanglass-interop-") as folder:
        store = f"{folder}/store.duckdb"
        state = {}
        receiver = Receiver(arguments.program, store)

        def read_back():
            # The receiver ends first: what was acknowledged must be in the file by then.
            receiver.stop()
            state["lines"] = export_lines(arguments.program, store, folder)
            return state["lines"]

        try:
            with receiver:
                faults = PEERS[arguments.peer](arguments.peer, receiver, folder, read_back)
        except Missing as missing:
            print(f"SKIPPED {arguments.peer}: {missing}")
            return SKIPPED
        if faults is None:
            print(f"SKIPPED {arguments.peer}: its program is not installed")
            return SKIPPED
        if not faults:
            faults = check_table(arguments.program, store, state["lines"])
    for fault in faults:
        print(f"{arguments.peer}: {fault}", file=sys.stderr)
    print(f"{arguments.peer}: {'failed' if faults else 'every span arrived as it was sent'}")
    return 1 if faults else 0


def check_table(program, store, lines):
    """The rows of the spans table against the captured bytes that the export is made of."""
    rows = query(program, store, f"SELECT trace_id, span_id, coalesce(parent_span_id, '') AS parent_span_id, name, "
                 f"start_time_unix_nano, end_time_unix_nano FROM {TABLE} ORDER BY span_id")
    actual = [tuple(str(row[key]) for key in ("trace_id", "span_id", "parent_span_id", "name", "start_time_unix_nano",
                                              "end_time_unix_nano")) for row in rows]
    expected = sorted(((span["traceId"], span["spanId"], span.get("parentSpanId", ""), span["name"],
                        str(span["startTimeUnixNano"]), str(span["endTimeUnixNano"])) for span in stored_spans(lines)),
                      key=lambda row: row[1])
    return [] if actual == expected else [f"the table has {actual}, the requests have {expected}"]


sys.exit(main())
