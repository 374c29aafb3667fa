#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace spanglass {

/// How environment lines are written.
enum class EnvStyle : std::uint8_t { Posix, PowerShell, DotEnv };

/// Where a variable's value comes from.
enum class EnvValue : std::uint8_t {
    Text, ///< `value`, which stands for itself
    References, ///< `value`, which speaks of other variables as ${NAME}
    Printed, ///< what `command` prints; a .env file names it in a comment
    Typed, ///< asked for without an echo, so that a secret stays out of files and histories; a .env file says so
};

struct EnvLine {
    QString name;
    QString value = {};
    EnvValue from = EnvValue::Text;
    QStringList command = {}; ///< a program and its arguments, each a word
};

/// One line a variable, each ended. Values are quoted as the style needs it.
QString environmentText(const std::vector<EnvLine>& lines, EnvStyle style);

} // namespace spanglass
