#pragma once

#include "services/core/Error.h"

#include <nlohmann/json_fwd.hpp>

#include <QString>

namespace spanglass::practice {

/// One topic's state as a JSON file in the data folder, readable by its owner alone. Not shared between threads.
class StateFile {
public:
    StateFile(const QString& folder, const QString& name);

    /// Null when there is no file yet. Errors: Damaged, NotAllowed.
    Result<nlohmann::json> load() const;
    /// Replaces the file whole; on a failure the old one stays. Throws ApiFailure (INTERNAL_ERROR), since it is called
    /// by handlers.
    void save(const nlohmann::json& value) const;

    const QString& path() const { return m_path; }

private:
    QString m_path;
};

} // namespace spanglass::practice
