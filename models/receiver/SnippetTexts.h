#pragma once

#include <QLatin1StringView>

#include <span>

namespace spanglass {

/// The fixed part of a snippet; see Snippets.cpp for {base}, [token] and [open].
struct SnippetText {
    QLatin1StringView id;
    QLatin1StringView title;
    QLatin1StringView install;
    QLatin1StringView codeFile;
    QLatin1StringView code;
    QLatin1StringView installFile = {}; ///< what `install` is written to; empty when it is lines for a shell
};

std::span<const SnippetText> snippetTexts();

} // namespace spanglass
