#pragma once

#include "services/core/Error.h"

#include <QTemporaryDir>

namespace spanglass {

/// Standard input as a file, so that it can be read like any other, also by another process. The file goes with this.
class StandardInput {
public:
    /// Copies all of it, and gives the file. Ends the process when it is told to stop meanwhile. Needs a
    /// QCoreApplication whose event loop does not run yet.
    Result<QString> spool();

private:
    QTemporaryDir m_folder;
};

} // namespace spanglass
