#include "services/core/Nanos.h"

#include "services/core/DisplayZone.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Three significant digits, no needless zeros: 3.42, 34.2, 342.
QString threeDigits(double v) {
    const int decimals = v < 9.995 ? 2 : v < 99.95 ? 1 : 0;
    QString text = QString::number(v, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

QString wallClock(UnixNanos time, bool utc, QStringView format) {
    const auto seconds = static_cast<qint64>(time.value / 1'000'000'000);
    const QDateTime date
        = utc ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime::fromSecsSinceEpoch(seconds);
    return date.toString(format) + u'.' + QString::number(time.value % 1'000'000'000).rightJustified(9, u'0');
}

} // namespace

UnixNanos UnixNanos::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count())};
}

QString formatDuration(Nanos duration) {
    const QString sign = duration.value < 0 ? u"\u2212"_s : QString();
    const double ns = std::abs(static_cast<double>(duration.value));
    if (ns < 1e3)
        return sign + QString::number(static_cast<qint64>(ns)) + u" ns"_s;
    if (ns < 999.5e3)
        return sign + threeDigits(ns / 1e3) + u" µs"_s;
    if (ns < 999.5e6)
        return sign + threeDigits(ns / 1e6) + u" ms"_s;
    if (ns < 59.995e9)
        return sign + threeDigits(ns / 1e9) + u" s"_s;
    const auto seconds = static_cast<qint64>(std::llround(ns / 1e9));
    const auto pair = [&](qint64 big, const QString& bigUnit, qint64 small, const QString& smallUnit) {
        return QString(
            sign + QString::number(big) + bigUnit + u' ' + QString::number(small).rightJustified(2, u'0') + smallUnit);
    };
    if (seconds < 3600)
        return pair(seconds / 60, u" min"_s, seconds % 60, u" s"_s);
    if (seconds < 86400)
        return pair(seconds / 3600, u" h"_s, seconds % 3600 / 60, u" min"_s);
    return pair(seconds / 86400, u" d"_s, seconds % 86400 / 3600, u" h"_s);
}

QString formatNanosExact(Nanos duration) {
    // The C locale itself groups no digits.
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(duration.value) + u" ns"_s;
}

QString formatTimestamp(UnixNanos time, bool utc) {
    return wallClock(time, utc || timesInUtc(), u"yyyy-MM-dd HH:mm:ss");
}

QString formatIso(UnixNanos time) { return wallClock(time, true, u"yyyy-MM-ddTHH:mm:ss") + u'Z'; }

QString formatAge(UnixNanos time, UnixNanos now) {
    const std::int64_t s = (now - time).value / 1'000'000'000;
    if (s < 0 || s >= 86400)
        return wallClock(time, timesInUtc(), u"yyyy-MM-dd HH:mm").left(16);
    if (s < 5)
        return u"just now"_s;
    if (s < 60)
        return QString::number(s) + u" s ago"_s;
    if (s < 3600)
        return QString::number(s / 60) + u" min ago"_s;
    return QString::number(s / 3600) + u" h ago"_s;
}

} // namespace spanglass
