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
        {u"destination-exists"_s, u"No experiment can be linked: its trace destination exists already."_s},
        {u"schema-missing-fields"_s, u"Trace tables are made without some columns that OTLP needs."_s},
        {u"no-root-span"_s, u"Root spans arrive with a parent that never comes."_s},
        {u"inline-needs-arrow"_s, u"Every warehouse answers inline statements only as Arrow."_s},
        {u"warehouse-stops-mid-query"_s, u"The warehouse stops as soon as a statement runs."_s},
        {u"link-expired"_s, u"Result links have expired when they arrive; asked for again, they hold."_s},
    };
}

namespace practice {

bool FaultSwitch::isOn(std::string_view name) const {
    const std::scoped_lock lock(m_mutex);
    return m_on.contains(name);
}

Result<> FaultSwitch::set(const QString& name, bool on) {
    const auto known = practiceFaults();
    if (std::ranges::none_of(known, [&](const PracticeFault& each) { return each.name == name; }))
        return failure(ErrorCode::BadInput, u"There is no fault \"%1\"."_s.arg(name),
            u"The faults are listed in spanglass practice --help."_s);
    const std::scoped_lock lock(m_mutex);
    if (on)
        m_on.insert(name.toStdString());
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
    for (const std::string& each : m_on)
        names << QString::fromStdString(each);
    return names;
}

void addFaultRoutes(ApiRouter& router, FaultSwitch& faults) {
    router.add(
        "GET", "/practice/faults",
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
            on ? "PUT" : "DELETE", "/practice/faults/{name}",
            [&faults, on](const ApiCall& call) {
                if (const auto done = faults.set(QString::fromStdString(call.at("name")), on); !done)
                    failNotFound(done.error().oneLine().toStdString());
                return ApiReply::empty();
            },
            Access::Open);
    }
}

} // namespace practice

} // namespace spanglass
