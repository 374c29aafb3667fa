#pragma once

#include "services/auth/AuthThread.h"
#include "services/core/Diagnosis.h"
#include "services/diagnostics/CheckPorts.h"
#include "services/net/HttpClient.h"
#include "tests/diagnostics/AppCases.h"

#include <QTemporaryDir>

namespace spanglass::test {

/// Runs the app's checks on files of its own.
class AppRun {
public:
    AppRun() = default;
    AppRun(const AppFile& file, const QList<AppFile>& beside);

    DiagnosisSubject subject;
    CheckPorts ports() {
        return CheckPorts{.auth = {m_http, m_thread, [] { return now(); }}};
    }
    /// 2026-02-16 09:10 UTC: ten minutes after the spans of a SpanBuilder.
    static QDateTime now() { return QDateTime::fromSecsSinceEpoch(1'771'233'000, Qt::UTC); }

    QString file() const { return subject.app.file; }
    void write(const AppFile& file);
    QByteArray read(const QString& path) const;

    DiagnosisReport run(QStringList ids = {}) { return run(ports(), ids); }
    DiagnosisReport run(CheckPorts with, QStringList ids = {});

private:
    QTemporaryDir m_folder;
    HttpClient m_http;
    AuthThread m_thread;
};

/// Null when there is none of this id.
const CheckResult* resultOf(const DiagnosisReport& report, const QString& id);
/// The first that failed or warns; null when none does.
const CheckResult* firstFault(const DiagnosisReport& report);
/// All that can be seen of a report, in one text.
QString allText(const DiagnosisReport& report);
/// The mended configuration of the first fault; null when none is offered.
const ConfigRemedy* mendedBy(const CheckResult& result);

} // namespace spanglass::test
