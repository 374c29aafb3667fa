#include "services/core/ReplayReport.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QLatin1StringView replayStateName(ReplayState state) {
    switch (state) {
    case ReplayState::Preparing:
        return "preparing"_L1;
    case ReplayState::Running:
        return "running"_L1;
    case ReplayState::Paused:
        return "paused"_L1;
    case ReplayState::Done:
        return "done"_L1;
    case ReplayState::Cancelled:
        return "cancelled"_L1;
    case ReplayState::Stopped:
        return "stopped"_L1;
    case ReplayState::Interrupted:
        break;
    }
    return "interrupted"_L1;
}

QLatin1StringView parcelStateName(ParcelState state) {
    switch (state) {
    case ParcelState::Waiting:
        return "waiting"_L1;
    case ParcelState::Sending:
        return "sending"_L1;
    case ParcelState::Taken:
        return "taken"_L1;
    case ParcelState::Refused:
        return "refused"_L1;
    case ParcelState::Uncertain:
        return "uncertain"_L1;
    case ParcelState::Split:
        return "split"_L1;
    case ParcelState::Skipped:
        break;
    }
    return "skipped"_L1;
}

} // namespace spanglass
