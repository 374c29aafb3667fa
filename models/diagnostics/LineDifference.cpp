#include "models/diagnostics/LineDifference.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace spanglass {

namespace {

QStringList linesOf(const QString& text) {
    QStringList lines = text.split(u'\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

/// Lines that went and lines that came in their place stand side by side.
void close(QList<LinePair>& pairs, QStringList& gone, QStringList& come) {
    const qsizetype both = std::min(gone.size(), come.size());
    for (qsizetype i = 0; i < both; ++i)
        pairs << LinePair{LinePair::Kind::Changed, gone[i], come[i]};
    for (const QString& each : gone.sliced(both))
        pairs << LinePair{LinePair::Kind::Removed, each, {}};
    for (const QString& each : come.sliced(both))
        pairs << LinePair{LinePair::Kind::Added, {}, each};
    gone.clear();
    come.clear();
}

/// Length of the longest common subsequence of what begins at each pair of lines.
class CommonLengths {
public:
    CommonLengths(const QStringList& a, const QStringList& b)
        : m_width(std::size_t(b.size()) + 1)
        , m_lengths((std::size_t(a.size()) + 1) * m_width) {
        for (qsizetype i = a.size() - 1; i >= 0; --i) {
            for (qsizetype j = b.size() - 1; j >= 0; --j)
                m_lengths[place(i, j)]
                    = a[i] == b[j] ? std::uint16_t(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::uint16_t at(qsizetype i, qsizetype j) const { return m_lengths[place(i, j)]; }

private:
    std::size_t place(qsizetype i, qsizetype j) const { return std::size_t(i) * m_width + std::size_t(j); }

    std::size_t m_width;
    std::vector<std::uint16_t> m_lengths;
};

} // namespace

QList<LinePair> lineDifference(const QString& before, const QString& after) {
    const QStringList wholeA = linesOf(before);
    const QStringList wholeB = linesOf(after);
    const QStringList a = wholeA.mid(0, MostCompared);
    const QStringList b = wholeB.mid(0, MostCompared);
    const CommonLengths common(a, b);
    QList<LinePair> pairs;
    QStringList gone;
    QStringList come;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            close(pairs, gone, come);
            pairs << LinePair{LinePair::Kind::Same, a[i], b[j]};
            ++i;
            ++j;
        } else if (j >= b.size() || (i < a.size() && common.at(i + 1, j) >= common.at(i, j + 1))) {
            gone << a[i++];
        } else {
            come << b[j++];
        }
    }
    gone += wholeA.mid(a.size());
    come += wholeB.mid(b.size());
    close(pairs, gone, come);
    return pairs;
}

} // namespace spanglass
