#pragma once

#include "services/core/DiagnosisControl.h"
#include "services/diagnostics/report/Scrubber.h"

namespace spanglass {

/// "Spanglass 1.0", as reports name who wrote them.
QString programName();

/// The files of a report, cleaned: report.md, report.html and checks.json. The same input gives the same bytes.
QList<DiagnosisFile> diagnosisFiles(const DiagnosisReport& report, const QString& program, const Scrubber& scrubber);

/// Writes one of them, or all as an archive, by the ending of `file`: .md, .html or .zip. Either whole or not at all.
/// Errors: BadInput for another ending; NoSpace, NotAllowed.
Result<> writeDiagnosis(const QList<DiagnosisFile>& files, const QDateTime& time, const QString& file);

} // namespace spanglass
