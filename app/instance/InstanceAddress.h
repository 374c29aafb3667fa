#pragma once

#include <QString>

namespace spanglass {

/// The local socket on which the process that holds `storeFile` answers. The same for every spelling of the path; the
/// file need not exist.
QString instanceAddress(const QString& storeFile);

} // namespace spanglass
