#include "services/practice/FaultSwitch.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

std::vector<PracticeFault> practiceFaults() {
    return {
        {u"pat-on-otlp-401"_s, u"The OTLP endpoint refuses personal access tokens with 401."_s},
        {u"storage-denied"_s,
            u"Ingest answers 200 and keeps nothing; reading a trace table fails in file-scan-node-base."_s},
        {u"location-timeout"_s, u"Trace locations are made and linked, and the answer is a late error."_s},
        {u"incomplete-complex-type"_s, u"Tables with STRUCT, MAP, ARRAY or VARIANT columns cannot be read."_s},
        {u"no-prefix-form"_s, u"The newer trace tables (REST 5.0) are not there, only the older ones (REST 4.0)."_s},
        {u"destination-exists"_s, u"No experiment can be linked: its trace destination exists already."_s},
        {u"schema-missing-fields"_s, u"Trace tables are made without some columns that OTLP needs."_s},
        {u"no-root-span"_s, u"Root spans arrive with a parent that never comes."_s},
        {u"inline-needs-arrow"_s, u"Every warehouse answers inline statements only as Arrow."_s},
        {u"warehouse-stops-mid-query"_s, u"The warehouse stops as soon as a statement runs."_s},
        {u"history-denied"_s, u"The query history may not be read."_s},
        {u"link-expired"_s, u"Result links have expired when they arrive; asked for again, they hold."_s},
        {u"tokens-expire"_s, u"All OAuth access tokens expire once a statement has been submitted."_s},
        {u"server-gone"_s, u"The connection ends in the middle of an answer of known length."_s, true},
        {u"half-chunk"_s, u"The connection ends within a chunk of an answer in chunked coding."_s, true},
        {u"wrong-json"_s, u"Answers look complete, and their JSON ends in the middle."_s, true},
        {u"proxy-page"_s, u"A proxy answers in the workspace's place, with 403 and a page of HTML."_s, true},
        {u"too-many-requests"_s, u"Every request is answered with 429 and Retry-After: 1."_s, true},
        {u"huge-answer"_s, u"Answers are 5 GB long and do not say so beforehand."_s, true},
    };
}

namespace practice {

namespace {

constexpr std::string_view ControlPath = "/practice/faults";

} // namespace

bool FaultSwitch::isOn(std::string_view name) const {
    const std::scoped_lock lock(m_mutex);
    return m_on.contains(name);
}

bool FaultSwitch::hits(std::string_view name, std::string_view path) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_on.find(name);
    return found != m_on.end() && path.contains(found->second) && !path.starts_with(ControlPath);
}

Result<> FaultSwitch::set(const QString& fault, bool on) {
    const auto known = practiceFaults();
    const QString name = fault.section(u'@', 0, 0);
    const auto found = std::ranges::find(known, name, &PracticeFault::name);
    if (found == known.end())
        return failure(ErrorCode::BadInput, u"There is no fault \"%1\"."_s.arg(name),
            u"The faults are listed in spanglass practice --help."_s);
    if (name != fault && !found->onTheWire)
        return failure(ErrorCode::BadInput, u"The fault \"%1\" cannot be limited to some paths."_s.arg(name),
            u"Give its name alone."_s);
    const std::scoped_lock lock(m_mutex);
    if (on)
        m_on.insert_or_assign(name.toStdString(), fault.section(u'@', 1).toStdString());
    else
        m_on.erase(name.toStdString());
    return {};
}

bool FaultSwitch::waitFor(std::chrono::milliseconds time) const {
    std::unique_lock lock(m_mutex);
    return !m_closed.wait_for(lock, time, [this] { return m_closing; });
}

void FaultSwitch::close() {
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
    }
    m_closed.notify_all();
}

QStringList FaultSwitch::names() const {
    const std::scoped_lock lock(m_mutex);
    QStringList names;
    for (const auto& [name, part] : m_on)
        names << QString::fromStdString(part.empty() ? name : name + '@' + part);
    return names;
}

void addFaultRoutes(ApiRouter& router, FaultSwitch& faults) {
    router.add(
        "GET", ControlPath,
        [&faults](const ApiCall&) {
            auto all = nlohmann::json::array();
            for (const PracticeFault& each : practiceFaults())
                all.push_back({{"name", each.name.toStdString()}, {"meaning", each.meaning.toStdString()},
                    {"on", faults.isOn(each.name.toStdString())}});
            return ApiReply::json({{"faults", all}});
        },
        Access::Open);
    for (const bool on : {true, false}) {
        router.add(
            on ? "PUT" : "DELETE", std::string(ControlPath) + "/{fault}",
            [&faults, on](const ApiCall& call) {
                if (const auto done = faults.set(QString::fromStdString(call.at("fault")), on); !done)
                    failNotFound(done.error().oneLine().toStdString());
                return ApiReply::empty();
            },
            Access::Open);
    }
}

} // namespace practice

} // namespace spanglass
