#!/usr/bin/env bash
# Paints the README's pictures from the example traces, with the program that packaging/run.sh built.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program="$top/build/release/app/spanglass"
pictures="$top/resources/screenshots"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work" TZ=UTC

"$program" import --store "$work/sample.duckdb" --sample
# The trace of the agent's task has the tool error and its retry.
trace=$("$program" sql --store "$work/sample.duckdb" --format csv "
    SELECT trace_id FROM local.traces.mlflow_experiment_trace_otel_spans
    GROUP BY trace_id ORDER BY COUNT(*) DESC LIMIT 1" | tail -n 1)

mkdir -p "$pictures"
paint() { "$program" --store "$work/sample.duckdb" --http 0 --grpc 0 --size 1280x800 "${@:2}" --screenshot "$pictures/$1"; }
paint trace-dark.png --theme dark --open "$trace"
paint trace-light.png --theme light --open "$trace"
paint traces-light.png --theme light --panel traces
paint receiver-dark.png --theme dark --panel receiver
