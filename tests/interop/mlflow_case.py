"""MLflow's tracing client with its spans sent to the receiver instead of a tracking server."""

import json
import pathlib

from compare import Comparison
from spec import stored_spans, typed_attributes

HERE = pathlib.Path(__file__).parent


def check(installed, receiver, folder, read_back, run):
    expected = json.loads((HERE / "mlflow_expected.json").read_text(encoding="utf-8"))
    run([str(installed / "venv/bin/python"), str(HERE / "peers/mlflow/client.py"), str(HERE / "mlflow_expected.json")],
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"http://{receiver.http}/v1/traces",
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf", OTEL_SERVICE_NAME="interop-mlflow",
        MLFLOW_TRACKING_URI=f"file://{folder}/mlruns", MLFLOW_ENABLE_ASYNC_TRACE_LOGGING="false",
        HOME=str(folder))
    found = Comparison()
    spans = {span["name"]: span for span in stored_spans(read_back())}
    found.equal("span names", sorted(spans), sorted(part["name"] for part in expected.values()))
    if found.faults:
        return found.faults
    root, llm, tool = (spans[expected[key]["name"]] for key in ("root", "llm", "tool"))
    for child in (llm, tool):
        found.equal(f"{child['name']}: parent", child.get("parentSpanId"), root["spanId"])
        found.equal(f"{child['name']}: trace", child["traceId"], root["traceId"])
    found.equal("root: parent", root.get("parentSpanId", ""), "")
    for span, kind in ((root, "AGENT"), (llm, "CHAT_MODEL"), (tool, "TOOL")):
        found.equal(f"{span['name']}: type", _decoded(span, "mlflow.spanType"), kind)
    for key, part in (("mlflow.spanInputs", "inputs"), ("mlflow.spanOutputs", "outputs")):
        found.equal(f"root {part}", _decoded(root, key), expected["root"][part])
        found.equal(f"llm {part}", _decoded(llm, key), expected["llm"][part])
    for key, value in expected["root"]["attributes"].items():
        found.equal(f"root attribute {key}", _decoded(root, key), value)
    found.equal("llm tokens", _decoded(llm, "mlflow.chat.tokenUsage"), expected["llm"]["usage"])
    _check_events(found, expected, llm, tool)
    return found.faults


def _check_events(found, expected, llm, tool):
    event = expected["llm"]["event"]
    found.equal("llm events", [entry["name"] for entry in llm.get("events", [])], [event["name"]])
    if llm.get("events"):
        found.equal("llm event", typed_attributes(llm["events"][0]["attributes"]),
                    {"latency_ms": {"double": event["attributes"]["latency_ms"]},
                     "n": {"int": str(event["attributes"]["n"])}})
    found.equal("tool status", tool.get("status", {}).get("code"), 2)
    exceptions = [typed_attributes(entry["attributes"]) for entry in tool.get("events", [])
                  if entry["name"] == "exception"]
    found.equal("tool exception", [entry["exception.message"] for entry in exceptions][:1],
                [{"string": expected["tool"]["error"]}])


def _decoded(span, key):
    """MLflow writes most attribute values as JSON text."""
    value = typed_attributes(span.get("attributes", [])).get(key)
    if value is None or "string" not in value:
        return value
    try:
        return json.loads(value["string"])
    except ValueError:
        return value["string"]
