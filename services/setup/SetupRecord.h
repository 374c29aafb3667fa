#pragma once

#include "services/core/SetupReport.h"

#include <functional>
#include <mutex>

namespace spanglass {

/// What setups changed from this machine, in a file of its own: JSON, only its owner may read it. The latest 200
/// changes are kept. Any thread.
class SetupRecord {
public:
    /// A file that cannot be read is put aside under another name as soon as something is changed, and a new one is
    /// begun.
    explicit SetupRecord(QString file);

    QList<SetupRecordEntry> entries() const; ///< the latest first
    std::optional<SetupRecordEntry> entry(const QString& id) const;
    void add(const SetupRecordEntry& entry);
    void markUndone(const QString& id);
    /// What is wrong with the file, for as long as it is: it is damaged, a damaged one lies aside, or it cannot be
    /// written. The remedy is the next step.
    std::optional<Error> problem() const;

    /// For a person or a ticket: when, what, answer.
    QString text() const;

private:
    /// Changes the entries as they are on disk now: the window and the verb may write the same file.
    void change(const std::function<void()>& how);
    void read();
    void putAside();
    void write();
    QStringList putAsideBefore() const;
    void forgetOldest(qsizetype number);

    const QString m_file;
    mutable std::mutex m_mutex;
    QList<SetupRecordEntry> m_entries; ///< the oldest first
    std::optional<Error> m_unread; ///< why the file cannot be read
    std::optional<Error> m_unwritten; ///< why it could not be written: the entries are here alone
};

} // namespace spanglass
