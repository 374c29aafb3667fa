#include "services/core/Batch.h"

#include <cstring>

namespace spanglass {

std::string_view signalName(Signal signal) {
    switch (signal) {
    case Signal::Traces:
        return "traces";
    case Signal::Logs:
        return "logs";
    case Signal::Metrics:
        return "metrics";
    }
    return "traces";
}

std::string_view BatchMemory::keep(std::string_view text) {
    if (text.empty())
        return {};
    auto* place = static_cast<char*>(m_arena.allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
}

} // namespace spanglass
