#pragma once

#include "services/core/DiagnosisControl.h"

namespace spanglass {

/// An archive in the ZIP format of PKWARE's APPNOTE 6.3, deflated, names in UTF-8. `time`: of every file in it.
/// Precondition: fewer than 65,536 files, less than 4 GiB.
QByteArray zipFile(const QList<DiagnosisFile>& files, const QDateTime& time);

} // namespace spanglass
