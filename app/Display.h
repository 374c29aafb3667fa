#pragma once

#include <QString>

#include <optional>

namespace spanglass {

/// Why no window can be shown here, with the next step; nothing when one can. Call before QApplication is made, which
/// would abort.
std::optional<QString> missingDisplay();

} // namespace spanglass
