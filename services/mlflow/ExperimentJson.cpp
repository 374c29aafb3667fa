#include "services/mlflow/ExperimentJson.h"

#include "services/mlflow/TraceLocationTags.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The newest form (confirmed: sdk-py service/ml.py of August 2026; assumed: that every region has it). It has the
/// prefix but no table names, which follow from it.
std::optional<TraceLocation> ownLocation(const Json& experiment) {
    const Json& location = objectUnder(objectUnder(experiment, "trace_location"), "uc_trace_location");
    QString prefix = textUnder(location, "effective_table_prefix");
    if (prefix.isEmpty())
        prefix = textUnder(location, "table_prefix");
    if (prefix.isEmpty())
        return std::nullopt;
    const QString path = textUnder(location, "catalog") + u'.' + textUnder(location, "schema") + u'.' + prefix;
    return traceLocationOfTags({{u"mlflow.experiment.databricksTraceDestinationPath"_s, path}});
}

} // namespace

Experiment readExperiment(const Json& object) {
    Experiment out;
    out.id = textUnder(object, "experiment_id");
    out.name = textUnder(object, "name");
    out.artifactLocation = textUnder(object, "artifact_location");
    out.deleted = textUnder(object, "lifecycle_stage") == "deleted"_L1;
    out.created = timeUnder(object, "creation_time");
    out.updated = timeUnder(object, "last_update_time");
    for (const Json& tag : objectsUnder(object, "tags"))
        out.tags.insert(textUnder(tag, "key"), textUnder(tag, "value"));
    out.traceLocation = traceLocationOfTags(out.tags);
    if (!out.traceLocation)
        out.traceLocation = ownLocation(object);
    return out;
}

} // namespace spanglass
