#pragma once

#include <QList>
#include <QString>

namespace spanglass {

/// One row of two texts side by side. What is only in one has no line in the other.
struct LinePair {
    enum class Kind : std::uint8_t { Same, Changed, Removed, Added };
    Kind kind = Kind::Same;
    QString before = {};
    QString after = {};

    bool operator==(const LinePair&) const = default;
};

/// Which lines of a text stay, go and come, with the fewest that go and come. For texts of a few hundred lines; what
/// is beyond `MostCompared` lines of either is taken as changed.
QList<LinePair> lineDifference(const QString& before, const QString& after);
inline constexpr qsizetype MostCompared = 1000;

} // namespace spanglass
