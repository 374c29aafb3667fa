#include "services/diagnostics/report/DiagnosisFiles.h"

#include "services/diagnostics/report/DiagnosisJson.h"
#include "services/diagnostics/report/ReportContent.h"
#include "services/diagnostics/report/ZipFile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace spanglass {

using namespace Qt::StringLiterals;

QString programName() { return u"Spanglass " SPANGLASS_VERSION ""_s; }

QList<DiagnosisFile> diagnosisFiles(const DiagnosisReport& report, const QString& program, const Scrubber& scrubber) {
    const DiagnosisReport clean = scrubber.clean(report);
    const ReportDocument document = reportContent(clean, program);
    return {{u"report.md"_s, reportMarkdown(document)}, {u"report.html"_s, reportHtml(document)},
        {u"checks.json"_s, QJsonDocument(diagnosisJson(clean)).toJson()}};
}

Result<> writeDiagnosis(const QList<DiagnosisFile>& files, const QDateTime& time, const QString& file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    QByteArray content;
    if (ending == "zip"_L1) {
        content = zipFile(files, time);
    } else {
        for (const DiagnosisFile& each : files)
            if (QFileInfo(each.name).suffix() == ending && ending != "json"_L1)
                content = each.content;
        if (content.isEmpty())
            return failure(ErrorCode::BadInput, u"A report is not written as \"%1\"."_s.arg(QFileInfo(file).fileName()),
                u"Give it a name that ends in .md, .html or .zip."_s);
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.commit())
        return failure(ErrorCode::NotAllowed, u"%1 cannot be written: %2."_s.arg(file, out.errorString()),
            u"Choose another folder."_s);
    return {};
}

} // namespace spanglass
