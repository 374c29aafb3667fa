#include "ui/common/ServiceColor.h"

#include "ui/common/Theme.h"

#include <algorithm>
#include <array>

namespace spanglass {

namespace {

// Blue, orange, teal, magenta, gold, violet, sky, olive, green, slate; then the same hues in the other lightness.
constexpr std::array<QRgb, ServiceColorCount> Light{0xff273ea7, 0xffb2580b, 0xff025353, 0xff922477, 0xff5d5604,
    0xff580d7d, 0xff196b9e, 0xff294702, 0xff02704f, 0xff6a7587, 0xff4a69d6, 0xff6a3103, 0xff087273, 0xff6c0356,
    0xff7a7004, 0xff9351bd, 0xff054164, 0xff587e35, 0xff108760, 0xff4a5565};
constexpr std::array<QRgb, ServiceColorCount> Dark{0xff6682f2, 0xffe7a13c, 0xff289f9f, 0xfffda0c5, 0xffeed474,
    0xffb396ff, 0xff6dcdf9, 0xff899440, 0xff63c384, 0xffcee1f1, 0xff9bb3fd, 0xffbe7c05, 0xff60cecd, 0xffe06099,
    0xffb59b38, 0xffdacfff, 0xff3ea1cb, 0xffa9b661, 0xff94f4b2, 0xff94a5b5};

// FNV-1a, 64 bits: qHash differs between runs and Qt versions.
std::uint64_t stableHash(QStringView text) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const QChar c : text) {
        hash = (hash ^ (c.unicode() & 0xffu)) * 0x100000001b3ull;
        hash = (hash ^ (c.unicode() >> 8)) * 0x100000001b3ull;
    }
    return hash ^ (hash >> 32);
}

/// The service that has a colour.
struct Holder {
    QString service;
    bool isSeen = false; ///< in this run; else the colour may be taken away
};

constexpr int Step = 7; // from a taken colour to the next; prime to their number, and far enough to tell apart

std::array<Holder, ServiceColorCount>& holders() {
    static std::array<Holder, ServiceColorCount> all;
    return all;
}

int placeOf(QStringView service) {
    auto& all = holders();
    const auto own = std::ranges::find(all, service, &Holder::service);
    if (own != all.end() && !service.isEmpty()) {
        own->isSeen = true;
        return static_cast<int>(own - all.begin());
    }
    const int first = static_cast<int>(stableHash(service) % ServiceColorCount);
    for (const auto isFree : {+[](const Holder& holder) { return holder.service.isEmpty(); },
             +[](const Holder& holder) { return !holder.isSeen; }}) {
        for (int i = 0; i < ServiceColorCount; ++i) {
            const int place = (first + i * Step) % ServiceColorCount;
            Holder& holder = all[static_cast<std::size_t>(place)];
            if (!isFree(holder))
                continue;
            holder = {service.toString(), true};
            return place;
        }
    }
    return first;
}

} // namespace

QColor serviceColor(QStringView service, const QPalette& palette) { return serviceColorAt(placeOf(service), palette); }

QStringList keptServiceColors() {
    QStringList services;
    for (const Holder& holder : holders())
        services << holder.service;
    return services;
}

void keepServiceColors(const QStringList& services) {
    for (std::size_t place = 0; place < ServiceColorCount; ++place)
        holders()[place] = {services.value(static_cast<qsizetype>(place)), false};
}

QColor serviceColorAt(int index, const QPalette& palette) {
    return QColor((isDark(palette) ? Dark : Light).at(static_cast<std::size_t>(index)));
}

} // namespace spanglass
