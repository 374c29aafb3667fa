"""Experiments and traces, in and out of Unity Catalog, with the official MLflow client."""

import os
import sys

os.environ.update(DATABRICKS_HOST=os.environ["PRACTICE_URL"], DATABRICKS_TOKEN=os.environ["PRACTICE_TOKEN_ADA"],
                  MLFLOW_TRACKING_URI="databricks", MLFLOW_TRACING_SQL_WAREHOUSE_ID="a1b2c3d4e5f60001",
                  MLFLOW_ENABLE_ASYNC_TRACE_LOGGING="false", MLFLOW_HTTP_REQUEST_MAX_RETRIES="0")

import mlflow  # noqa: E402: reads the variables above
from mlflow.entities.trace_location import UCSchemaLocation, UnityCatalog  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402

from checks import check, equal, refused, run_all  # noqa: E402


def logged():
    with mlflow.start_span("answer", span_type="AGENT") as root:
        root.set_inputs({"question": "why"})
        with mlflow.start_span("look up") as child:
            child.set_attributes({"count": 3, "list": [1, "a"]})
        root.set_outputs("because")
    return root.trace_id


def found(location, condition):
    traces = mlflow.search_traces(locations=[location], filter_string=condition, return_type="list")
    return [each.info.trace_id for each in traces]


def works_with(trace, location):
    """Finds the trace again, reads it, and writes about it."""
    equal(found(location, "timestamp_ms > 0 AND status = 'OK' AND tag.`mlflow.traceName` = 'answer'"), [trace])
    equal(found(location, "status = 'ERROR'"), [])
    spans = {span.name: span for span in mlflow.get_trace(trace).data.spans}
    equal((spans["answer"].inputs, spans["answer"].outputs), ({"question": "why"}, "because"))
    equal(spans["look up"].parent_id, spans["answer"].span_id)
    equal((spans["look up"].attributes["count"], spans["look up"].attributes["list"]), (3, [1, "a"]))
    mlflow.set_trace_tag(trace, "team", "search")
    equal(found(location, "tag.team = 'search'"), [trace])
    mlflow.delete_trace_tag(trace, "team")
    equal(found(location, "tag.team = 'search'"), [])
    feedback = mlflow.log_feedback(trace_id=trace, name="good", value=True, rationale="it is")
    mlflow.log_expectation(trace_id=trace, name="facts", value={"all": [1]})
    said = {each.name: each for each in mlflow.get_trace(trace).info.assessments}
    equal((said["good"].value, said["good"].rationale, said["facts"].value), (True, "it is", {"all": [1]}))
    mlflow.delete_assessment(trace, feedback.assessment_id)
    equal([each.name for each in mlflow.get_trace(trace).info.assessments], ["facts"])


@check
def an_experiment_is_made_and_found():
    made = mlflow.create_experiment("/Shared/plain")
    equal(mlflow.get_experiment_by_name("/Shared/plain").experiment_id, made)
    assert "/Shared/plain" in [each.name for each in mlflow.search_experiments()]


@check
def traces_of_an_experiment_that_is_not_linked_are_kept():
    experiment = mlflow.set_experiment("/Shared/classic").experiment_id
    works_with(logged(), experiment)


@check
def an_experiment_with_traces_is_not_linked_to_a_prefix():
    refused(MlflowException, lambda: mlflow.set_experiment("/Shared/classic", trace_location=UnityCatalog(
        "main", "default", "late")), "without traces")


@check
def traces_go_to_the_tables_of_a_prefix():
    location = UnityCatalog("main", "default", "prefixed")
    equal(mlflow.set_experiment("/Shared/prefixed", trace_location=location).trace_location.table_prefix, "prefixed")
    trace = logged()
    assert trace.startswith("trace:/main.default.prefixed/"), trace
    works_with(trace, "main.default.prefixed")


@check
def traces_go_to_the_tables_of_a_schema():
    location = UCSchemaLocation("main", "default")
    experiment = mlflow.create_experiment("/Shared/schema")
    mlflow.tracing.set_experiment_trace_location(location=location, experiment_id=experiment)
    mlflow.tracing.set_destination(location)
    trace = logged()
    assert trace.startswith("trace:/main.default/"), trace
    works_with(trace, "main.default")
    mlflow.tracing.unset_experiment_trace_location(location=location, experiment_id=experiment)


sys.exit(run_all())
