#include "app/replay/MomentText.h"

#include <QDateTime>
#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double NanosPerSecond = 1e9;

double secondsOf(QChar unit) {
    switch (unit.toLatin1()) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 24 * 3600;
    default:
        return 7 * 24 * 3600;
    }
}

} // namespace

std::optional<UnixNanos> parseMoment(QStringView text, UnixNanos now) {
    static const QRegularExpression span(u"^(\\d+(?:\\.\\d+)?)([smhdw])$"_s);
    if (const auto match = span.match(text.toString()); match.hasMatch()) {
        const double ago = match.captured(1).toDouble() * secondsOf(match.captured(2)[0]) * NanosPerSecond;
        if (ago >= static_cast<double>(now.value))
            return {};
        return UnixNanos{now.value - static_cast<std::uint64_t>(ago)};
    }
    const QDateTime moment = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!moment.isValid() || moment.toMSecsSinceEpoch() <= 0)
        return {};
    return UnixNanos{static_cast<std::uint64_t>(moment.toMSecsSinceEpoch()) * 1'000'000};
}

} // namespace spanglass
