"""The collector project's load generator: a set number of traces with known names and attributes."""

import collections

from compare import Comparison
from spec import stored_spans, typed_attributes

TRACES, CHILDREN = 25, 3


def check(installed, name, receiver, transport, read_back, run):
    endpoint = receiver.grpc if transport == "grpc" else receiver.http
    run([str(installed / "telemetrygen"), "traces", "--otlp-insecure", "--otlp-endpoint", endpoint,
         *(["--otlp-http"] if transport == "http" else []), "--traces", str(TRACES), "--child-spans", str(CHILDREN),
         "--rate", "0", "--workers", "1", "--service", f"interop-{name}", "--status-code", "Error",
         "--telemetry-attributes", 'interop.text="grüße"', "--telemetry-attributes", "interop.flag=true",
         "--telemetry-attributes", "interop.number=42"])
    found = Comparison()
    spans = stored_spans(read_back())
    found.equal("spans", len(spans), TRACES * (CHILDREN + 1))
    by_trace = collections.defaultdict(list)
    for span in spans:
        by_trace[span["traceId"]].append(span)
        found.equal("service", span["resource"].get("service.name"), {"string": f"interop-{name}"})
        found.equal("status", span.get("status", {}).get("code"), 2)
        attributes = typed_attributes(span.get("attributes", []))
        found.equal("text", attributes.get("interop.text"), {"string": "grüße"})
        found.equal("flag", attributes.get("interop.flag"), {"bool": True})
        found.equal("number", attributes.get("interop.number"), {"int": "42"})
    found.equal("traces", len(by_trace), TRACES)
    for members in by_trace.values():
        _check_trace(found, members)
    return found.faults


def _check_trace(found, spans):
    roots = [span for span in spans if not span.get("parentSpanId")]
    found.equal("roots of a trace", [(root["name"], root["kind"]) for root in roots], [("lets-go", 3)])
    children = [span for span in spans if span.get("parentSpanId")]
    found.equal("children", sorted((span["name"], span["kind"]) for span in children),
                [(f"okey-dokey-{i}", 2) for i in range(CHILDREN)])
    for span in children:
        found.equal("parent", span["parentSpanId"], roots[0]["spanId"] if roots else None)
