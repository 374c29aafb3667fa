#include "services/replay/Exporter.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QLatin1StringView exportOutcomeName(ExportOutcome outcome) {
    switch (outcome) {
    case ExportOutcome::Taken:
        return "taken"_L1;
    case ExportOutcome::Later:
        return "later"_L1;
    case ExportOutcome::TooLarge:
        return "too-large"_L1;
    case ExportOutcome::Refused:
        return "refused"_L1;
    case ExportOutcome::Blocked:
        return "blocked"_L1;
    case ExportOutcome::Uncertain:
        return "uncertain"_L1;
    case ExportOutcome::NotSent:
        return "not-sent"_L1;
    }
    return "refused"_L1;
}

} // namespace spanglass
