#include "services/core/FilterCompletion.h"
#include "services/core/FilterText.h"

#include <cstdlib>

using namespace spanglass;

/// Any text is parsed or refused with a place inside it; what is parsed prints as text that means the same; the cursor
/// is answered anywhere.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto parsed = parseFilter(text);
    if (parsed) {
        const QString printed = filterText(*parsed);
        const auto again = parseFilter(printed);
        // Printing adds quotes and brackets, so only a text near the length limit may be refused.
        if (again ? !sameFilter(*parsed, *again) : printed.size() <= 10'000)
            std::abort();
    } else if (parsed.error().position < 0 || parsed.error().length < 0
        || parsed.error().position + parsed.error().length > text.size() || parsed.error().message.isEmpty()) {
        std::abort();
    }
    const qsizetype middle = text.size() / 2;
    for (const qsizetype at : {qsizetype(0), middle, text.size()}) {
        const FilterCursor cursor = filterCursor(text, at);
        if (cursor.position < 0 || cursor.length < 0 || cursor.position + cursor.length > text.size())
            std::abort();
    }
    return 0;
}
