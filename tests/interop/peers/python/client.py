"""Sends the spans of a specification file: client.py SPEC ENDPOINT http-proto|grpc"""

import json
import sys

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind, Status, StatusCode


def plain(value):
    if "int" in value:
        return int(value["int"])
    if "double" in value:
        return float(value["double"])
    if "array" in value:
        return [plain(item) for item in value["array"]]
    return next(iter(value.values()))


def attributes(typed):
    return {key: plain(value) for key, value in typed.items()}


def exporter(endpoint, transport):
    if transport == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

        return OTLPSpanExporter(endpoint=f"http://{endpoint}", insecure=True)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint=f"http://{endpoint}/v1/traces")


def main():
    spec_file, endpoint, transport = sys.argv[1:]
    with open(spec_file, encoding="utf-8") as file:
        spec = json.load(file)
    resource = Resource.create({"service.name": spec["service"], **attributes(spec["resource"])})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(exporter(endpoint, transport)))
    tracer = provider.get_tracer(spec["scope"]["name"], spec["scope"]["version"])
    spans = {}
    for span in spec["spans"]:
        parent = spans.get(span.get("parent"))
        live = tracer.start_span(
            span["name"],
            context=trace.set_span_in_context(parent) if parent else trace.set_span_in_context(trace.INVALID_SPAN),
            kind=SpanKind[span["kind"]],
            start_time=int(span["start"]),
            attributes=attributes(span["attributes"]),
            links=[
                Link(spans[link["to"]].get_span_context(), attributes(link["attributes"])) for link in span["links"]
            ],
        )
        for event in span["events"]:
            live.add_event(event["name"], attributes(event["attributes"]), timestamp=int(event["at"]))
        if span["status"]["code"] != "UNSET":
            live.set_status(Status(StatusCode[span["status"]["code"]], span["status"].get("message")))
        spans[span["key"]] = live
    for span in spec["spans"]:
        spans[span["key"]].end(end_time=int(span["end"]))
    provider.shutdown()


main()
