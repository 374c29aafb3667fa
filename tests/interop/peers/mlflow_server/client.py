"""Logs two traces of three spans to the MLflow server that MLFLOW_TRACKING_URI names."""

import sys

import mlflow
from mlflow.entities import SpanEvent, SpanType

mlflow.set_experiment(sys.argv[1])
for _ in range(2):
    with mlflow.start_span("answer", span_type=SpanType.AGENT) as root:
        root.set_inputs({"question": "why?"})
        root.set_attribute("retries", 9007199254740993)
        mlflow.update_current_trace(tags={"team": "search"})
        with mlflow.start_span("ask the model", span_type=SpanType.CHAT_MODEL) as llm:
            llm.add_event(SpanEvent(name="first token", attributes={"n": 1}))
        try:
            with mlflow.start_span("look up", span_type=SpanType.TOOL):
                raise ValueError("no such table")
        except ValueError:
            pass
        root.set_outputs({"answer": "because"})
