#pragma once

#include <QLatin1StringView>

namespace spanglass {

/// The fixed part of a snippet. `install` and `code` are templates as filledTemplate() takes them.
struct SnippetText {
    QLatin1StringView id;
    QLatin1StringView title;
    QLatin1StringView install;
    QLatin1StringView codeFile;
    QLatin1StringView code;
    QLatin1StringView installFile = {}; ///< what `install` is written to; empty when it is lines for a shell
};

} // namespace spanglass
