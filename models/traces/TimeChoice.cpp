#include "models/traces/TimeChoice.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("TimeChoice", text); }

QString minuteText(const std::optional<UnixNanos>& time, const QString& open) {
    return time ? formatTimestamp(*time).left(16) : open;
}

std::optional<UnixNanos> timeFrom(const QString& text) {
    bool ok = false;
    const qulonglong value = text.toULongLong(&ok);
    return ok && value > 0 ? std::optional(UnixNanos{value}) : std::nullopt;
}

} // namespace

TimeRange TimeChoice::range(UnixNanos now) const {
    switch (kind) {
    case Kind::All:
        return {};
    case Kind::Last:
        return {UnixNanos{now.value - static_cast<std::uint64_t>(last.value)}, {}};
    case Kind::Between:
        return between;
    }
    return {};
}

QString TimeChoice::words() const {
    constexpr std::int64_t Minute = 60'000'000'000;
    switch (kind) {
    case Kind::All:
        return tr("All time");
    case Kind::Last:
        if (last.value >= 48 * 60 * Minute)
            return tr("Last %1 days").arg(last.value / (24 * 60 * Minute));
        if (last.value >= 60 * Minute)
            return last.value < 120 * Minute ? tr("Last hour") : tr("Last %1 hours").arg(last.value / (60 * Minute));
        return tr("Last %1 min").arg(last.value / Minute);
    case Kind::Between:
        return minuteText(between.from, tr("the beginning")) + u" – "_s + minuteText(between.to, tr("now"));
    }
    return {};
}

QString TimeChoice::toText() const {
    switch (kind) {
    case Kind::All:
        return u"all"_s;
    case Kind::Last:
        return u"last "_s + QString::number(last.value);
    case Kind::Between:
        return u"between "_s + QString::number(between.from.value_or(UnixNanos{}).value) + u' '
            + QString::number(between.to.value_or(UnixNanos{}).value);
    }
    return {};
}

TimeChoice TimeChoice::fromText(const QString& text) {
    const QStringList words = text.split(u' ');
    if (words.size() == 2 && words[0] == "last"_L1) {
        const qlonglong last = words[1].toLongLong();
        if (last > 0)
            return {Kind::Last, Nanos{last}, {}};
    }
    if (words.size() == 3 && words[0] == "between"_L1)
        return from({timeFrom(words[1]), timeFrom(words[2])});
    return all();
}

std::vector<TimeChoice> usualTimeChoices(bool withBeginning) {
    return {TimeChoice::lastMinutes(5), TimeChoice::lastMinutes(15), TimeChoice::lastMinutes(60),
        TimeChoice::lastMinutes(24 * 60), TimeChoice::lastMinutes(7 * 24 * 60),
        withBeginning ? TimeChoice::lastMinutes(30 * 24 * 60) : TimeChoice::all()};
}

} // namespace spanglass
