#include "app/diagnostics/KeptRuns.h"

#include "services/diagnostics/report/DiagnosisJson.h"
#include "services/diagnostics/report/Scrubber.h"

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxFile = 4 << 20;

std::optional<DiagnosisReport> readRun(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > MaxFile)
        return {};
    auto report = readDiagnosis(QJsonDocument::fromJson(file.readAll()).object());
    return report ? std::optional(*std::move(report)) : std::nullopt;
}

} // namespace

KeptRuns::KeptRuns(QString folder)
    : m_folder(std::move(folder)) { }

void KeptRuns::read() const {
    if (std::exchange(m_isRead, true) || m_folder.isEmpty())
        return;
    const QDir folder(m_folder);
    const QStringList names = folder.entryList({u"run-*.json"_s}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names.first(std::min<qsizetype>(names.size(), Most)))
        if (auto run = readRun(folder.filePath(name)))
            m_kept.append({folder.filePath(name), *std::move(run)});
}

Result<> KeptRuns::keep(const DiagnosisReport& report) {
    read();
    Kept kept{{}, Scrubber().clean(report)};
    Result<> done;
    if (!m_folder.isEmpty()) {
        // Names sort by time.
        const QString path
            = QDir(m_folder).filePath(u"run-%1.json"_s.arg(report.started.toUTC().toString(u"yyyyMMddTHHmmsszzz"_s)));
        QDir().mkpath(m_folder);
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            file.write(QJsonDocument(diagnosisJson(kept.report)).toJson(QJsonDocument::Compact));
        }
        if (file.commit())
            kept.file = path;
        else
            done = failure(ErrorCode::NotAllowed, u"The diagnosis cannot be kept: %1."_s.arg(file.errorString()),
                u"Look at the rights and the space of %1."_s.arg(m_folder));
    }
    m_kept.prepend(std::move(kept));
    while (m_kept.size() > Most)
        if (const Kept oldest = m_kept.takeLast(); !oldest.file.isEmpty())
            QFile::remove(oldest.file);
    return done;
}

QList<DiagnosisReport> KeptRuns::of(const QString& connectionId) const {
    read();
    QList<DiagnosisReport> out;
    for (const Kept& each : m_kept)
        if (each.report.subject.connectionId == connectionId)
            out.append(each.report);
    return out;
}

std::optional<DiagnosisSubject> KeptRuns::lastSubject() const {
    read();
    return m_kept.isEmpty() ? std::nullopt : std::optional(m_kept.first().report.subject);
}

} // namespace spanglass
