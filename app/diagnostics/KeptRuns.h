#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/Error.h"

namespace spanglass {

/// Diagnoses that were made, in a folder, one file each, without secrets; the oldest go. GUI thread; the folder is read
/// once, when it is first asked.
class KeptRuns {
public:
    static constexpr int Most = 50;

    /// An empty folder keeps nothing beyond the life of this.
    explicit KeptRuns(QString folder);

    /// Cleaned of secrets. The run counts as kept here even when the file cannot be written.
    Result<> keep(const DiagnosisReport& report);
    /// Those of a connection, the latest first.
    QList<DiagnosisReport> of(const QString& connectionId) const;
    /// Of the latest run.
    std::optional<DiagnosisSubject> lastSubject() const;

private:
    struct Kept {
        QString file; ///< empty when it is not on disk
        DiagnosisReport report;
    };
    void read() const;

    const QString m_folder;
    mutable bool m_isRead = false;
    mutable QList<Kept> m_kept; ///< the latest first
};

} // namespace spanglass
