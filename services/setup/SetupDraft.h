#pragma once

#include "services/core/SetupPlan.h"

#include <optional>

namespace spanglass {

/// The setup that was left unfinished, kept in a small file. Any one thread at a time.
class SetupDraft {
public:
    explicit SetupDraft(QString file)
        : m_file(std::move(file)) { }

    /// Nothing when there is none, or it cannot be read.
    std::optional<SetupPlan> read() const;
    void write(const SetupPlan& plan) const;
    void remove() const;

private:
    const QString m_file;
};

} // namespace spanglass
