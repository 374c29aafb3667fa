#include "tests/diagnostics/AppRun.h"

#include "services/diagnostics/CheckRun.h"
#include "services/diagnostics/app/AppChecks.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace spanglass::test {

AppRun::AppRun(const AppFile& file, const QList<AppFile>& beside) {
    write(file);
    for (const AppFile& other : beside)
        write(other);
    subject.app.kind = AppConfigSource::Kind::File;
    subject.app.file = m_folder.filePath(QString::fromUtf8(file.name));
}

void AppRun::write(const AppFile& file) {
    const QString path = m_folder.filePath(QString::fromUtf8(file.name));
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(file.text) < 0)
        qFatal("%s cannot be written", qPrintable(path));
}

QByteArray AppRun::read(const QString& path) const {
    QFile in(path);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

DiagnosisReport AppRun::run(CheckPorts with, QStringList ids) {
    const CheckList checks = appChecks();
    return CheckRun(checks, subject, ids)
        .run(
            std::move(with), [] { return false; }, [](const DiagnosisReport&) {}, [](const QString&) {});
}

const CheckResult* resultOf(const DiagnosisReport& report, const QString& id) {
    for (const CheckResult& result : report.results)
        if (result.id == id)
            return &result;
    return nullptr;
}

const CheckResult* firstFault(const DiagnosisReport& report) {
    for (const CheckResult& result : report.results)
        if (result.status == CheckStatus::Failed || result.status == CheckStatus::Warning)
            return &result;
    return nullptr;
}

QString allText(const DiagnosisReport& report) {
    QStringList out;
    for (const CheckResult& result : report.results) {
        out << result.id << result.summary << result.cause << result.remedy << result.details;
        for (const CheckEvidence& evidence : result.evidence)
            out << evidence.label << evidence.value;
        if (const ConfigRemedy* remedy = mendedBy(result))
            out << remedy->before << remedy->after;
    }
    return out.join(u'\n');
}

const ConfigRemedy* mendedBy(const CheckResult& result) {
    return result.action ? std::get_if<ConfigRemedy>(&result.action->remedy) : nullptr;
}

} // namespace spanglass::test
