#!/usr/bin/env bash
# Paints the README's pictures from the example traces, with the program that packaging/run.sh built.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program="$top/build/release/app/spanglass"
pictures="$top/resources/screenshots"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work" TZ=UTC

"$program" import --store "$work/sample.duckdb" --sample
# The trace of the agent's task has the tool error and its retry.
trace=$("$program" sql --store "$work/sample.duckdb" --format csv "
    SELECT trace_id FROM local.traces.mlflow_experiment_trace_otel_spans
    GROUP BY trace_id ORDER BY COUNT(*) DESC LIMIT 1" | tail -n 1)

# As if the practice workspace had been open before; it starts when its place is opened again.
settings="$work/spanglass/spanglass.ini"
mkdir -p "$(dirname "$settings")"
cat >"$settings" <<'END'
[recentPlaces]
size=1
1\id=workspace-fad69f00bd65ad24
1\title=example-agents on Practice workspace
1\connection=practice
1\warehouse=a1b2c3d4e5f60001
1\warehouseName=Practice warehouse
1\table=main.default.agents_otel_spans
1\experimentName=/Shared/example-agents

[workspaces]
practice\warehouse=a1b2c3d4e5f60001
practice\way=schema
practice\catalog=main
practice\schema=default
END
place="example-agents on Practice workspace"
cat >"$work/.databrickscfg" <<'END'
[DEFAULT]
host      = https://shop-production.cloud.databricks.com
auth_type = databricks-cli

[staging]
host          = https://shop-staging.cloud.databricks.com
client_id     = 7d1f1c52-0000-4000-8000-000000000000
client_secret = not-a-secret
END

# Two replays to another receiver.
"$program" receive --store "$work/other.duckdb" --http 127.0.0.1:14318 --grpc 127.0.0.1:0 >"$work/other.json" &
other=$!
trap 'kill "$other" || true; rm -rf "$work"' EXIT
until [ -s "$work/other.json" ]; do sleep 0.2; done
target=http://127.0.0.1:14318
"$program" replay --store "$work/sample.duckdb" --to "$target" --filter "status = error" --new-ids
"$program" replay --store "$work/sample.duckdb" --to "$target"

mkdir -p "$pictures"
paint() { "$program" --store "$work/sample.duckdb" --http 0 --grpc 0 --size 1280x800 "${@:2}" --screenshot "$pictures/$1"; }
paint trace-dark.png --theme dark --open "$trace"
paint trace-light.png --theme light --open "$trace"
paint traces-light.png --theme light --panel traces
paint receiver-dark.png --theme dark --panel receiver
paint sql-light.png --theme light --panel sql
paint connections-dark.png --theme dark --panel connections
paint place-light.png --theme light --place "$place"
paint workspace-dark.png --theme dark --place "$place" --workspace
paint setup-light.png --theme light --panel setup
paint replay-dark.png --theme dark --panel replay
paint diagnostics-dark.png --theme dark --panel diagnostics
