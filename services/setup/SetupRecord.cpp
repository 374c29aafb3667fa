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
    if (!entry.connectionId.isEmpty())
        out["connection"] = utf8(entry.connectionId);
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
        .connectionId = textUnder(json, "connection"),
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
    if (!m_unwritten)
        read();
    if (m_unread)
        putAside();
    how();
    forgetOldest(m_entries.size() - MostEntries);
    write();
}

void SetupRecord::read() {
    m_unread.reset();
    const auto bytes = readSmallFile(m_file);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return;
    const auto json = bytes ? readObject(*bytes) : std::nullopt;
    const auto entries = json ? json->find("entries") : Json::const_iterator();
    if (!json || entries == json->end() || !entries->is_array()) {
        m_unread = bytes ? Error{ErrorCode::Damaged, u"The file is damaged."_s, {}} : bytes.error();
        return;
    }
    m_entries.clear();
    for (const Json& each : *entries) {
        if (each.is_object())
            m_entries << fromJson(each);
    }
}

/// Its text may still tell a person what was changed.
void SetupRecord::putAside() {
    const QFileInfo file(m_file);
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    QString aside;
    int number = 0;
    do { // two may be put aside in one millisecond
        aside = u"%1/%2.damaged-%3-%4.json"_s.arg(file.path(), file.completeBaseName(), time).arg(++number);
    } while (QFile::exists(aside));
    if (QFile::rename(m_file, aside))
        m_unread.reset();
}

QStringList SetupRecord::putAsideBefore() const {
    const QFileInfo file(m_file);
    return QDir(file.path()).entryList({file.completeBaseName() + u".damaged-*.json"_s}, QDir::Files, QDir::Name);
}

void SetupRecord::forgetOldest(qsizetype number) {
    if (number > 0)
        m_entries.remove(0, std::min(number, m_entries.size()));
}

void SetupRecord::write() {
    if (m_unread) { // it could not be put aside, and is not written over
        m_unwritten = m_unread;
        return;
    }
    QByteArray bytes;
    do {
        Json entries = Json::array();
        for (const SetupRecordEntry& each : m_entries)
            entries.push_back(toJson(each));
        bytes = QByteArray::fromStdString(Json{{"version", 1}, {"entries", entries}}.dump(1));
        if (bytes.size() > MostBytes)
            forgetOldest(std::max<qsizetype>(m_entries.size() / 4, 1));
    } while (bytes.size() > MostBytes && !m_entries.isEmpty());
    const auto written = writePrivateFile(m_file, bytes);
    m_unwritten = written ? std::nullopt : std::optional(written.error());
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
    const QString file = QDir::toNativeSeparators(m_file);
    if (m_unwritten)
        return Error{m_unwritten->code,
            u"The record of setups cannot be written to %1, so what was changed now is known only until Spanglass ends: %2"_s
                .arg(file, m_unwritten->message),
            u"Save the record, and make room or permit writing there."_s};
    if (m_unread)
        return Error{m_unread->code, u"The record of setups in %1 cannot be read: %2"_s.arg(file, m_unread->message),
            u"Look into it with an editor. At the next change it is put aside under another name, and a new record "
            "begins."_s};
    const QStringList aside = putAsideBefore();
    if (aside.isEmpty())
        return {};
    const QString folder = QDir::toNativeSeparators(QFileInfo(m_file).path());
    return Error{ErrorCode::Damaged,
        u"The record is not whole: a file of it was damaged, and lies in %1 as %2."_s.arg(folder, aside.join(u", "_s)),
        u"Look into it with an editor for what was changed before; delete it when you need it no more."_s};
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
