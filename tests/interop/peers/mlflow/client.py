"""Sends spans with MLflow's tracing client: client.py SPEC. The endpoint comes from the OTEL_* environment."""

import json
import sys

import mlflow
from mlflow.entities import SpanEvent, SpanType


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        spec = json.load(file)
    with mlflow.start_span(name=spec["root"]["name"], span_type=SpanType.AGENT) as root:
        root.set_inputs(spec["root"]["inputs"])
        root.set_attributes(spec["root"]["attributes"])
        with mlflow.start_span(name=spec["llm"]["name"], span_type=SpanType.CHAT_MODEL) as llm:
            llm.set_inputs(spec["llm"]["inputs"])
            llm.set_outputs(spec["llm"]["outputs"])
            llm.set_attribute("mlflow.chat.tokenUsage", spec["llm"]["usage"])
            llm.add_event(SpanEvent(spec["llm"]["event"]["name"], attributes=spec["llm"]["event"]["attributes"]))
        try:
            with mlflow.start_span(name=spec["tool"]["name"], span_type=SpanType.TOOL):
                raise ValueError(spec["tool"]["error"])
        except ValueError:
            pass
        root.set_outputs(spec["root"]["outputs"])
    mlflow.flush_trace_async_logging()


main()
