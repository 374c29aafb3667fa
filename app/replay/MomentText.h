#pragma once

#include "services/core/Nanos.h"

#include <QStringView>

#include <optional>

namespace spanglass {

/// A point in time as somebody types it: ISO 8601 ("2026-02-16T09:30", "2026-02-16T09:30:00.5Z", "2026-02-16"; without
/// a zone by this machine's clock), or how long ago it was: "90s", "15m", "2h", "3d", "1w".
std::optional<UnixNanos> parseMoment(QStringView text, UnixNanos now);

} // namespace spanglass
