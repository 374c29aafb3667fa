#include "services/setup/Scorers.h"

#include "services/auth/ApiReading.h"
#include "services/setup/CallText.h"
#include "services/setup/StepRunner.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// The version of the client whose form is written.
constexpr const char* SerializedBy = "3.17.2";

QString pathOf(const QString& experimentId) { return u"/api/2.0/managed-evals/scheduled-scorers/"_s + experimentId; }

Json serializedIn(const Json& entry) {
    return Json::parse(textUnder(entry, "serialized_scorer").toStdString(), nullptr, false);
}

/// Of scorers that read a question and an answer; others keep what their class says.
Json requiredColumns(const QString& builtin) {
    const bool plain = builtin == "Safety"_L1 || builtin == "Guidelines"_L1 || builtin == "RelevanceToQuery"_L1;
    return plain ? Json::array({"inputs", "outputs"}) : Json();
}

Json listBody(const QString& experimentId, const std::vector<Json>& entries) {
    return {{"experiment_id", experimentId.toStdString()}, {"scheduled_scorers", {{"scorers", entries}}}};
}

bool isSameEntry(const Json& a, const Json& b) {
    const MonitoredScorer one = readScorer(a);
    const MonitoredScorer other = readScorer(b);
    return textUnder(a, "serialized_scorer") == textUnder(b, "serialized_scorer") && one.sampleRate == other.sampleRate
        && one.filter == other.filter;
}

/// A change of one scorer, as a step of its own.
class ScorerChangeWork final : public StepWork {
public:
    ScorerChangeWork(QString experimentId, ScorerChange change)
        : m_experimentId(std::move(experimentId))
        , m_change(std::move(change)) { }

    StepView look(const SetupPlan& plan, SetupSession& session) const override {
        StepView view(SetupStep::Monitoring, plan);
        if (m_change.sampleRate && (*m_change.sampleRate < 0 || *m_change.sampleRate > 1))
            return view.block(Error{ErrorCode::BadInput, u"A sampling rate lies between 0 and 1."_s, {}});
        const auto stored = storedScorers(m_experimentId, session);
        if (!stored)
            return view.block(stored.error());
        std::vector<Json> entries = stored->entries;
        const auto it = std::ranges::find(entries, m_change.name, scorerName);
        if (it == entries.end() && m_change.remove)
            return view.settle(u"It is not there."_s, {});
        if (it == entries.end())
            return view.block(
                Error{ErrorCode::NotFound, u"The experiment has no scorer %1 any more."_s.arg(m_change.name),
                    u"Somebody may have deleted it; look again."_s});
        const bool as = !m_change.sampleRate || readScorer(*it).sampleRate == *m_change.sampleRate;
        if (!m_change.remove && as)
            return view.settle(u"It is so already."_s, {});
        const QString purpose = m_change.remove ? u"Delete the scorer %1"_s.arg(m_change.name)
            : *m_change.sampleRate > 0          ? u"Let the scorer %1 judge"_s.arg(m_change.name)
                                                : u"Stop the scorer %1"_s.arg(m_change.name);
        if (m_change.remove)
            entries.erase(it);
        else
            (*it)["sample_rate"] = *m_change.sampleRate;
        view.add(writeScorers(
            purpose, m_experimentId, *stored, entries, session, m_change.remove ? m_change.name : QString()));
        return view.settle({}, purpose);
    }

private:
    const QString m_experimentId;
    const ScorerChange m_change;
};

} // namespace

const Json* StoredScorers::find(const QString& name) const {
    const auto it = std::ranges::find(entries, name, scorerName);
    return it == entries.end() ? nullptr : &*it;
}

ApiOutcome<StoredScorers> storedScorers(const QString& experimentId, SetupSession& session) {
    const auto out = std::make_shared<StoredScorers>(); // whoever gives up leaves the reader running for a moment
    const ApiRequest request{.path = pathOf(experimentId)};
    const auto read = [out, request](const ApiAnswer& page) -> Result<QString> {
        const auto object = readObject(page.body);
        if (!object)
            return std::unexpected<Error>(unexpectedAnswer(request, u"scheduled_scorers"_s, page));
        for (Json& each : objectsUnder(objectUnder(*object, "scheduled_scorers"), "scorers"))
            out->entries.push_back(std::move(each));
        return textUnder(*object, "next_page_token");
    };
    const auto done = session.wait(session.api().readPages(request, read));
    if (done)
        return *out;
    // Of the experiment itself it would be a 404 too; the step has looked for that before.
    if (done.error().code != ErrorCode::NotFound || done.error().fault.errorCode == "ENDPOINT_NOT_FOUND"_L1)
        return std::unexpected(done.error());
    return StoredScorers();
}

QString scorerName(const Json& entry) { return textUnder(entry, "name"); }

MonitoredScorer readScorer(const Json& entry) {
    const Json serialized = serializedIn(entry);
    const QString builtin = serialized.is_object() ? textUnder(serialized, "builtin_scorer_class") : QString();
    return {.name = scorerName(entry),
        .kind = builtin.isEmpty() ? u"custom"_s : builtin,
        .sampleRate
        = entry.contains("sample_rate") && entry["sample_rate"].is_number() ? entry["sample_rate"].get<double>() : 0.0,
        .filter = textUnder(entry, "filter_string")};
}

Json scorerEntry(const PlannedScorer& scorer) {
    const std::string name = scorer.name.toStdString();
    Json data{{"name", name}};
    if (const Json columns = requiredColumns(scorer.builtin); !columns.is_null())
        data["required_columns"] = columns;
    for (const QString& each : scorer.guidelines)
        data["guidelines"].push_back(each.toStdString());
    const Json serialized{{"name", name}, {"is_session_level_scorer", false}, {"mlflow_version", SerializedBy},
        {"serialization_version", 1}, {"builtin_scorer_class", scorer.builtin.toStdString()},
        {"builtin_scorer_pydantic_data", data}};
    Json entry{{"name", name}, {"serialized_scorer", serialized.dump()}, {"builtin", {{"name", name}}},
        {"sample_rate", scorer.sampleRate}};
    if (!scorer.filter.isEmpty())
        entry["filter_string"] = scorer.filter.toStdString();
    return entry;
}

bool judgesAlike(const Json& entry, const PlannedScorer& scorer) {
    const Json serialized = serializedIn(entry);
    if (!serialized.is_object() || textUnder(serialized, "builtin_scorer_class") != scorer.builtin)
        return false;
    const Json& data = objectUnder(serialized, "builtin_scorer_pydantic_data");
    QStringList guidelines;
    if (const auto found = data.find("guidelines"); found != data.end()) {
        const Json list = found->is_array() ? *found : Json::array({*found});
        for (const Json& each : list)
            guidelines << (each.is_string() ? QString::fromStdString(each.get<std::string>()) : QString());
    }
    return guidelines == scorer.guidelines;
}

SetupCall firstScorersCall(const QString& purpose, const QString& experimentId, const std::vector<Json>& entries) {
    return restCall(purpose, "POST", pathOf(experimentId), listBody(experimentId, entries));
}

SetupCall otherScorersCall(const QString& purpose, const QString& experimentId, const std::vector<Json>& entries) {
    Json body = listBody(experimentId, entries);
    body["update_mask"] = "scheduled_scorers.scorers";
    return restCall(purpose, "PATCH", pathOf(experimentId), body);
}

PlannedCall writeScorers(const QString& purpose, const QString& experimentId, const StoredScorers& stored,
    const std::vector<Json>& entries, SetupSession& session, const QString& gone) {
    PlannedCall call;
    const SetupCall first = firstScorersCall(purpose, experimentId, entries);
    const SetupCall other = otherScorersCall(purpose, experimentId, entries);
    if (stored.entries.empty()) {
        call.call = first;
        call.ifThere = other; // a list that was emptied
    } else {
        call.call = other;
        call.ifNotFound = first; // it was deleted a moment ago
    }
    call.looksAgain = true;
    const auto isStored = [experimentId, entries, gone, &session] {
        const auto now = storedScorers(experimentId, session);
        return now && (gone.isEmpty() || !now->find(gone)) && std::ranges::all_of(entries, [&](const Json& each) {
            const Json* there = now->find(scorerName(each));
            return there && isSameEntry(*there, each);
        });
    };
    call.isDone = isStored;
    call.then = [isStored, &session]() -> Result<> {
        if (session.comesAbout(isStored))
            return {};
        return failure(ErrorCode::Conflict,
            u"The list of scorers was written, and reading it back shows another one."_s,
            u"Somebody else may have written it in the same moment. Look again before you go on: the record holds the "
            u"list "
            "that was sent."_s);
    };
    return call;
}

Result<QList<MonitoredScorer>> scorersOf(const QString& experimentId, SetupSession& session) {
    const auto stored = storedScorers(experimentId, session);
    if (!stored)
        return std::unexpected<Error>(stored.error());
    QList<MonitoredScorer> out;
    for (const Json& each : stored->entries)
        out.append(readScorer(each));
    return out;
}

Result<SetupCall> previewScorer(const QString& experimentId, const ScorerChange& change, SetupSession& session) {
    const SetupStepReport report = probeStep(ScorerChangeWork(experimentId, change), {}, session);
    if (report.problem)
        return std::unexpected(*report.problem);
    return report.calls.value(0);
}

Result<QList<MonitoredScorer>> changeScorer(
    const QString& experimentId, const ScorerChange& change, SetupSession& session) {
    const SetupStepReport report = applyStep(ScorerChangeWork(experimentId, change), {}, session);
    if (report.problem)
        return std::unexpected(*report.problem);
    return scorersOf(experimentId, session);
}

} // namespace spanglass
