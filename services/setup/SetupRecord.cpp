#include "services/setup/SetupRecord.h"

#include "services/auth/AuthJson.h"
#include "services/auth/SmallFile.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostEntries = 200;
constexpr qsizetype MostBytes = 900 << 10; // of a small file's 1 MiB

std::string utf8(const QString& text) { return text.toStdString(); }

Json callJson(const SetupCall& call) {
    return {{"kind", call.kind == SetupCall::Kind::Sql ? "sql" : "rest"}, {"purpose", utf8(call.purpose)},
        {"text", utf8(call.text)}};
}

SetupCall readCall(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_object())
        return {};
    return {textUnder(*found, "kind") == "sql"_L1 ? SetupCall::Kind::Sql : SetupCall::Kind::Rest,
        textUnder(*found, "purpose"), textUnder(*found, "text")};
}

SetupStep stepNamed(const QString& name) {
    for (std::size_t i = 0; i < SetupStepCount; ++i) {
        if (setupStepName(static_cast<SetupStep>(i)) == name)
            return static_cast<SetupStep>(i);
    }
    return SetupStep::SignIn;
}

Json toJson(const SetupRecordEntry& entry) {
    Json out{{"id", utf8(entry.id)}, {"at", utf8(entry.at.toString(Qt::ISODateWithMs))},
        {"step", setupStepName(entry.step).data()}, {"host", utf8(entry.host)}, {"call", callJson(entry.call)},
        {"answer", utf8(entry.answer)}, {"succeeded", entry.succeeded}};
    if (!entry.undo.text.isEmpty())
        out["undo"] = callJson(entry.undo);
    if (entry.undone)
        out["undone"] = true;
    return out;
}

SetupRecordEntry fromJson(const Json& json) {
    const auto truth = [&](const char* key) { return json.contains(key) && json[key] == true; };
    return {.id = textUnder(json, "id"),
        .at = QDateTime::fromString(textUnder(json, "at"), Qt::ISODateWithMs),
        .step = stepNamed(textUnder(json, "step")),
        .host = textUnder(json, "host"),
        .call = readCall(json, "call"),
        .answer = textUnder(json, "answer"),
        .succeeded = truth("succeeded"),
        .undo = readCall(json, "undo"),
        .undone = truth("undone")};
}

} // namespace

SetupRecord::SetupRecord(QString file)
    : m_file(std::move(file)) {
    read();
}

void SetupRecord::change(const std::function<void()>& how) {
    constexpr int Patience = 5'000; // ms
    const std::scoped_lock lock(m_mutex);
    QDir().mkpath(QFileInfo(m_file).path());
    QLockFile others(m_file + u".lock"_s);
    others.tryLock(Patience);
    if (!m_problem)
        read();
    how();
    if (m_entries.size() > MostEntries)
        m_entries.remove(0, m_entries.size() - MostEntries);
    if (m_readable)
        write();
}

void SetupRecord::read() {
    const auto bytes = readSmallFile(m_file);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return;
    const auto json = bytes ? readObject(*bytes) : std::nullopt;
    const auto entries = json ? json->find("entries") : Json::const_iterator();
    m_readable = json && entries != json->end() && entries->is_array();
    if (!m_readable) {
        m_problem = bytes ? Error{ErrorCode::Damaged,
                        u"The record of setups in %1 cannot be read."_s.arg(QDir::toNativeSeparators(m_file)),
                        u"Move the file away to begin anew."_s}
                          : bytes.error();
        return;
    }
    m_entries.clear();
    for (const Json& each : *entries) {
        if (each.is_object())
            m_entries << fromJson(each);
    }
}

void SetupRecord::write() {
    QByteArray bytes;
    do {
        Json entries = Json::array();
        for (const SetupRecordEntry& each : m_entries)
            entries.push_back(toJson(each));
        bytes = QByteArray::fromStdString(Json{{"version", 1}, {"entries", entries}}.dump(1));
        if (bytes.size() > MostBytes)
            m_entries.remove(0, std::max<qsizetype>(m_entries.size() / 4, 1));
    } while (bytes.size() > MostBytes && !m_entries.isEmpty());
    const auto written = writePrivateFile(m_file, bytes);
    m_problem = written ? std::nullopt : std::optional(written.error());
}

QList<SetupRecordEntry> SetupRecord::entries() const {
    const std::scoped_lock lock(m_mutex);
    QList<SetupRecordEntry> out = m_entries;
    std::ranges::reverse(out);
    return out;
}

std::optional<SetupRecordEntry> SetupRecord::entry(const QString& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find(m_entries, id, &SetupRecordEntry::id);
    return found == m_entries.end() ? std::nullopt : std::optional(*found);
}

void SetupRecord::add(const SetupRecordEntry& entry) {
    change([&] { m_entries << entry; });
}

void SetupRecord::markUndone(const QString& id) {
    change([&] {
        const auto found = std::ranges::find(m_entries, id, &SetupRecordEntry::id);
        if (found != m_entries.end())
            found->undone = true;
    });
}

std::optional<Error> SetupRecord::problem() const {
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

QString SetupRecord::text() const {
    QString out;
    if (const auto unread = problem())
        out = unread->oneLine() + u"\n\n"_s;
    const QList<SetupRecordEntry> all = entries();
    for (const SetupRecordEntry& each : all) {
        out += u"%1  %2  %3  %4%5\n"_s.arg(each.at.toString(Qt::ISODate), each.host, QString(setupStepName(each.step)),
            each.succeeded ? each.call.purpose : u"FAILED: "_s + each.call.purpose,
            each.undone ? u" (taken back)"_s : QString());
        out += each.call.text + u'\n';
        out += u"-> "_s + each.answer + u"\n\n"_s;
    }
    return out;
}

} // namespace spanglass
