// Random forests, cycles and repeats included, against a slow and plain reference.

#include "tests/support/TraceText.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

std::vector<TreeSpan> randomSpans(std::mt19937& random) {
    const auto below = [&](std::uint64_t n) { return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(random); };
    const std::uint64_t count = 1 + below(40);
    std::vector<TreeSpan> spans;
    for (std::uint64_t id = 1; id <= count; ++id) {
        TreeSpan s;
        s.id = id;
        // Any id, its own and ones that never come included: cycles, roots and missing parents all happen.
        s.parent = below(count + 4);
        s.start = below(20) == 0 ? 0 : 1000 + below(60);
        s.end = below(20) == 0 ? 0 : s.start + below(80);
        if (below(5) == 0)
            s.status = StatusCode::Error;
        spans.push_back(s);
    }
    std::ranges::shuffle(spans, random);
    return spans;
}

/// The same rules written down as plainly as possible: maps, recursion, and every pair looked at.
class Reference {
public:
    explicit Reference(const std::vector<TreeSpan>& spans) {
        for (const TreeSpan& s : spans)
            m_spans[s.id] = s;
        for (auto& [id, s] : m_spans) {
            if (s.parent == id) {
                s.parent = 0;
                m_cut.insert(id);
            } else if (s.parent && !m_spans.contains(s.parent)) {
                m_missing.insert(s.parent);
            }
        }
        for (const auto& [id, s] : m_spans)
            cutCycleOf(id);
    }

    QStringList lines() const {
        QStringList out;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> roots;
        for (const auto& [id, s] : m_spans)
            if (!s.parent)
                roots.emplace_back(s.start, id);
        for (const std::uint64_t id : m_missing)
            roots.emplace_back(placeholderStart(id), id);
        std::ranges::sort(roots);
        for (const auto& [start, id] : roots)
            print(id, 0, out);
        return out;
    }

    /// Counts the nanoseconds of a span in which no child runs, one by one.
    std::int64_t selfTime(std::uint64_t id) const {
        const TreeSpan& s = m_spans.at(id);
        if (!s.start || !s.end)
            return 0;
        std::int64_t free = 0;
        for (std::uint64_t t = s.start; t < s.end; ++t)
            free += std::ranges::none_of(m_spans, [&](const auto& entry) {
                const TreeSpan& c = entry.second;
                return c.parent == id && c.start && c.start <= t && t < c.end;
            });
        return free;
    }

private:
    void cutCycleOf(std::uint64_t id) {
        std::vector<std::uint64_t> way;
        for (std::uint64_t at = id; m_spans.contains(at); at = m_spans[at].parent) {
            if (const auto met = std::ranges::find(way, at); met != way.end()) {
                const auto first = *std::min_element(met, way.end(), [&](std::uint64_t a, std::uint64_t b) {
                    return std::pair(m_spans[a].start, a) < std::pair(m_spans[b].start, b);
                });
                m_spans[first].parent = 0;
                m_cut.insert(first);
                return;
            }
            way.push_back(at);
        }
    }

    std::uint64_t placeholderStart(std::uint64_t id) const {
        std::uint64_t earliest = 0;
        for (const auto& [childId, s] : m_spans)
            if (s.parent == id && s.start && (!earliest || s.start < earliest))
                earliest = s.start;
        return earliest;
    }

    bool errorBelow(std::uint64_t id) const {
        return std::ranges::any_of(m_spans, [&](const auto& e) {
            return e.second.parent == id && (e.second.status == StatusCode::Error || errorBelow(e.first));
        });
    }

    void print(std::uint64_t id, int depth, QStringList& out) const {
        QString line(2 * depth, u' ');
        line += QString::number(id);
        if (m_missing.contains(id))
            line += u" placeholder"_s;
        else {
            line += u" op"_s;
            if (m_missing.contains(m_spans.at(id).parent))
                line += u" parent-missing"_s;
        }
        if (m_cut.contains(id))
            line += u" cycle-cut"_s;
        if (errorBelow(id))
            line += u" error-below"_s;
        out += line;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> children;
        for (const auto& [childId, s] : m_spans)
            if (s.parent == id)
                children.emplace_back(s.start, childId);
        std::ranges::sort(children);
        for (const auto& [start, child] : children)
            print(child, depth + 1, out);
    }

    std::map<std::uint64_t, TreeSpan> m_spans;
    std::set<std::uint64_t> m_missing;
    std::set<std::uint64_t> m_cut;
};

} // namespace

class TestTraceForest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void randomForestsMatchTheReference() {
        std::mt19937 random(20260216);
        for (int round = 0; round < 3000; ++round) {
            const std::vector<TreeSpan> spans = randomSpans(random);
            const TracePtr trace = buildTrace(spans);
            const Reference reference(spans);
            QCOMPARE(printTree(*trace, StructureFlags | static_cast<std::uint16_t>(NodeFlag::ErrorBelow)),
                reference.lines());
            for (const TraceNode& node : trace->nodes())
                if (!node.has(NodeFlag::Placeholder))
                    QCOMPARE(node.selfTime.value, reference.selfTime(node.id.value));
        }
    }

    void subtreesAreRangesInsideTheirParents() {
        std::mt19937 random(7);
        for (int round = 0; round < 1000; ++round) {
            const TracePtr trace = buildTrace(randomSpans(random));
            const auto& nodes = trace->nodes();
            for (std::uint32_t row = 0; row < nodes.size(); ++row) {
                QVERIFY(nodes[row].subtreeEnd > row && nodes[row].subtreeEnd <= nodes.size());
                for (std::uint32_t inner = 0; inner < nodes.size(); ++inner) {
                    bool below = false;
                    for (std::uint32_t up = inner; up != NoNode && !below; up = nodes[up].parent)
                        below = up == row;
                    QCOMPARE(inner >= row && inner < nodes[row].subtreeEnd, below);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTraceForest)
#include "tst_trace_forest.moc"
