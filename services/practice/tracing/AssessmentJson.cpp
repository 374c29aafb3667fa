#include "services/practice/tracing/AssessmentJson.h"

#include "services/practice/http/ApiFailure.h"

#include <QDateTime>
#include <QUuid>

namespace spanglass::practice {

namespace {

using nlohmann::json;

std::string now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString(); }

std::int64_t micros(const json& assessment) {
    const QString text = QString::fromStdString(assessment.value("create_time", ""));
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() * 1'000 : 0;
}

json valueOf(const json& assessment) {
    if (assessment.contains("feedback"))
        return assessment["feedback"].value("value", json());
    const json& expectation = assessment["expectation"];
    if (!expectation.contains("serialized_value"))
        return expectation.value("value", json());
    const std::string text = expectation["serialized_value"].value("value", "");
    json value = json::parse(text, nullptr, false);
    return value.is_discarded() ? json(text) : value;
}

} // namespace

TraceNote assessmentNote(const std::string& id, const std::string& trace, const json& assessment) {
    TraceNote note{id, trace, assessment.value("span_id", ""),
        assessment.contains("feedback") ? "FEEDBACK" : "EXPECTATION", assessment.value("assessment_name", ""),
        valueOf(assessment), assessment.value("rationale", ""), json::object(), {}};
    note.metadata = assessment.value("metadata", json::object());
    const json source = assessment.value("source", json::object());
    note.metadata["mlflow.source_type"] = source.value("source_type", "SOURCE_TYPE_UNSPECIFIED");
    if (assessment.contains("feedback") && assessment["feedback"].contains("error"))
        note.metadata["mlflow.error"] = assessment["feedback"]["error"];
    if (assessment.contains("overrides"))
        note.metadata["mlflow.overrides"] = assessment["overrides"];
    note.author = source.value("source_id", "");
    note.created = micros(assessment);
    return note;
}

void changeAssessment(json& assessment, const json& change, const std::string& mask) {
    for (const char* field : {"assessment_name", "expectation", "feedback", "rationale", "metadata", "valid"}) {
        const bool named = mask.empty() || (',' + mask + ',').find(',' + std::string(field) + ',') != std::string::npos;
        if (named && change.contains(field))
            assessment[field] = change[field];
    }
    assessment["last_update_time"] = now();
}

json newAssessment(const std::string& trace, json given) {
    if (given.contains("feedback") == given.contains("expectation"))
        failBadInput("An assessment is either feedback or an expectation.");
    if (given.value("assessment_name", "").empty())
        failBadInput("An assessment needs a name.");
    given["assessment_id"] = "a-" + QUuid::createUuid().toString(QUuid::Id128).toStdString();
    given["trace_id"] = trace;
    if (!given.contains("create_time"))
        given["create_time"] = now();
    if (!given.contains("last_update_time"))
        given["last_update_time"] = given["create_time"];
    if (!given.contains("valid"))
        given["valid"] = true;
    return given;
}

json& assessmentIn(json& info, const std::string& id) {
    if (info.contains("assessments")) {
        for (json& each : info["assessments"]) {
            if (each.value("assessment_id", "") == id)
                return each;
        }
    }
    failNotFound("Assessment with ID '" + id + "' not found for trace '" + info.value("trace_id", "") + "'.");
}

} // namespace spanglass::practice
