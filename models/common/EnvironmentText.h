#pragma once

#include <QString>

#include <vector>

namespace spanglass {

/// How environment lines are written.
enum class EnvStyle : std::uint8_t { Posix, PowerShell, DotEnv };

struct EnvLine {
    QString name;
    QString value;
    bool refers = false; ///< `value` speaks of other variables as ${NAME}; else it stands for itself
};

/// One line a variable, each ended. Values are quoted as the style needs it.
QString environmentText(const std::vector<EnvLine>& lines, EnvStyle style);

} // namespace spanglass
