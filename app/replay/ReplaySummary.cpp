#include "app/replay/ReplaySummary.h"

#include "services/replay/TargetLimits.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::ordered_json;

QByteArray line(const Json& json) {
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

std::string text(QLatin1StringView name) { return {name.data(), static_cast<std::size_t>(name.size())}; }

double seconds(Nanos time) { return static_cast<double>(time.value) / 1e9; }

Json problemOf(const Error& error) {
    return {{"code", text(errorCodeName(error.code))}, {"message", error.message.toStdString()},
        {"remedy", error.remedy.toStdString()}};
}

Json arrivalOf(const ArrivalReport& report) {
    Json faults = Json::array();
    for (const ArrivalFault& fault : report.faults)
        faults.push_back({{"trace", fault.trace.hex()}, {"span", fault.span.hex()},
            {"difference", fault.difference.isEmpty() ? "missing" : fault.difference.toStdString()}});
    return {{"where", report.where.toStdString()}, {"asked", report.asked}, {"found", report.found},
        {"missing", report.missing}, {"compared", report.compared}, {"different", report.different},
        {"faults", faults}};
}

Json limitsOf(const TargetLimits& limits) {
    Json out = Json::object();
    if (limits.tracesPerSecond > 0)
        out["traces_per_second_and_workspace"] = limits.tracesPerSecond;
    if (limits.bytesPerSecond > 0)
        out["bytes_per_second_and_table"] = limits.bytesPerSecond;
    if (!out.empty()) {
        out["as_of"] = limits.read.toString(Qt::ISODate).toStdString();
        out["source"] = limits.source.toStdString();
    }
    return out;
}

const char* nameOf(ReplayFinding::State state) {
    switch (state) {
    case ReplayFinding::State::Fine:
        return "fine";
    case ReplayFinding::State::Doubtful:
        return "doubtful";
    case ReplayFinding::State::Failed:
        return "failed";
    case ReplayFinding::State::NotLooked:
        break;
    }
    return "not looked";
}

} // namespace

QByteArray replaySummary(const ReplayStatus& status, const std::optional<ArrivalReport>& arrival) {
    Json requests = Json::object();
    for (std::size_t i = 0; i < ParcelStateCount; ++i)
        requests[text(parcelStateName(static_cast<ParcelState>(i)))] = status.parcels[i];
    Json json{{"replay", status.id.toStdString()}, {"target", status.plan.target.title().toStdString()},
        {"state", text(replayStateName(status.state))}, {"spans", status.spans}, {"spans_taken", status.spansTaken},
        {"spans_rejected", status.spansRejected}, {"spans_taken_before", status.spansTakenBefore},
        {"bytes", status.bytes}, {"bytes_taken", status.bytesTaken}, {"attempts", status.attempts},
        {"requests", requests}};
    if (status.problem)
        json["problem"] = problemOf(*status.problem);
    if (arrival)
        json["arrival"] = arrivalOf(*arrival);
    return line(json);
}

QByteArray dryRunSummary(const ReplayPlan& plan, const ReplayEstimate& estimate, const QList<ReplayFinding>& findings) {
    Json list = Json::array();
    for (const ReplayFinding& finding : findings)
        list.push_back({{"subject", finding.subject.toStdString()}, {"state", nameOf(finding.state)},
            {"evidence", finding.evidence.toStdString()}, {"remedy", finding.remedy.toStdString()}});
    Json remarks = Json::array();
    for (const QString& remark : estimate.remarks)
        remarks.push_back(remark.toStdString());
    return line({{"dry_run", true}, {"target", plan.target.title().toStdString()}, {"traces", estimate.traces},
        {"spans", estimate.spans}, {"bytes", estimate.bytes}, {"requests", estimate.requests},
        {"spans_taken_before", estimate.spansTakenBefore}, {"seconds", seconds(estimate.duration)},
        {"published_limits", limitsOf(targetLimits(plan.target.kind))}, {"remarks", remarks}, {"findings", list}});
}

QString replayProgress(const ReplayStatus& status) {
    if (status.state == ReplayState::Preparing)
        return u"Listing what is to be sent"_s;
    QString text = u"Sent %1 of %2 spans, %3 spans/s"_s.arg(status.spansTaken)
                       .arg(status.spans)
                       .arg(status.spansPerSecond, 0, 'f', 0);
    if (status.remaining)
        text += u", %1 left"_s.arg(formatDuration(*status.remaining));
    return status.note.isEmpty() ? text : text + u". "_s + status.note;
}

} // namespace spanglass
