#pragma once

#include "services/core/SetupReport.h"

#include <functional>
#include <mutex>

namespace spanglass {

/// What setups changed from this machine, in a file of its own: JSON, only its owner may read it. The latest 200
/// changes are kept. Any thread.
class SetupRecord {
public:
    /// A file that cannot be read is left alone: nothing is recorded on disk then, and problem() says why.
    explicit SetupRecord(QString file);

    QList<SetupRecordEntry> entries() const; ///< the latest first
    std::optional<SetupRecordEntry> entry(const QString& id) const;
    void add(const SetupRecordEntry& entry);
    void markUndone(const QString& id);
    std::optional<Error> problem() const;

    /// For a person or a ticket: when, what, answer.
    QString text() const;

private:
    /// Changes the entries as they are on disk now: the window and the verb may write the same file.
    void change(const std::function<void()>& how);
    void read();
    void write();

    const QString m_file;
    mutable std::mutex m_mutex;
    QList<SetupRecordEntry> m_entries; ///< the oldest first
    bool m_readable = true; ///< else the file is left alone
    std::optional<Error> m_problem;
};

} // namespace spanglass
