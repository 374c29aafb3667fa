#include "services/core/TracePrint.h"
#include "tests/support/TraceText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr std::uint64_t Ms = 1'000'000;
constexpr std::uint64_t Start = 1'771'232'400'000 * Ms;

QStringList printed(const std::vector<TreeSpan>& spans, const TracePrintOptions& options = {}) {
    return printTrace(*buildTrace(spans), options).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class TestTracePrint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTraceIsAnIndentedTreeUnderAHeading() {
        const QStringList lines = printed({{.id = 1,
                                               .start = Start,
                                               .end = Start + 40 * Ms,
                                               .name = "GET /cart",
                                               .service = "shop",
                                               .kind = SpanKind::Server},
            {.id = 2,
                .parent = 1,
                .start = Start + 5 * Ms,
                .end = Start + 25 * Ms,
                .name = "pay",
                .service = "payments",
                .kind = SpanKind::Client,
                .status = StatusCode::Error,
                .type = "TOOL"}});
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], u"trace 0123456789abcdeffedcba9876543210"_s);
        QCOMPARE(lines[1], u"40 ms, 2 spans, 1 error, began 2026-02-16T09:00:00.000000000Z"_s);
        QCOMPARE(lines[2].left(45), u"• GET /cart  40 ms  +0 ns  shop  server"_s);
        QVERIFY2(lines[3].startsWith(u"  ✗ pay  20 ms  +5 ms  payments  client  TOOL  [error"_s), qPrintable(lines[3]));
    }

    void aParentThatHasNotComeIsNamed() {
        const QStringList lines = printed({{.id = 2, .parent = 9, .start = Start, .end = Start + Ms, .name = "late"}});
        QCOMPARE(lines[2], u"? span 0000000000000009 has not come"_s);
        QVERIFY2(lines[3].contains(u"parent has not come"_s), qPrintable(lines[3]));
    }

    void oddTimesAndCyclesAreSaid() {
        QVERIFY(printed({{.id = 1, .start = 0, .end = 0, .name = "x"}}).last().contains(u"[no time]"_s));
        QVERIFY(printed({{.id = 1, .start = Start, .end = 0, .name = "x"}}).last().contains(u"not finished"_s));
        QVERIFY(printed({{.id = 1, .start = Start + Ms, .end = Start, .name = "x"}}).last().contains(u"ends before"_s));
        const QStringList cycle = printed({{.id = 1, .parent = 2, .start = Start, .end = Start + Ms, .name = "a"},
            {.id = 2, .parent = 1, .start = Start, .end = Start + Ms, .name = "b"}});
        QVERIFY2(cycle.join(u'\n').contains(u"closed a cycle"_s), qPrintable(cycle.join(u'\n')));
    }

    void namesCannotSteerTheTerminal() {
        const QString line = printed({{.id = 1, .start = Start, .end = Start + Ms, .name = "a\x1b[31m\nb\rc"}}).at(2);
        QVERIFY(!line.contains(u'\x1b') && !line.contains(u'\r'));
        QVERIFY(line.contains(u"a\uFFFD[31m\uFFFDb\uFFFDc"_s));
    }

    void longNamesAreCutAndIdsCanBeAsked() {
        const std::string name(200, 'n');
        const QString line = printed(
            {{.id = 10, .start = Start, .end = Start + Ms, .name = name}}, {.maxNameLength = 10, .spanIds = true})
                                 .at(2);
        QVERIFY2(line.startsWith(u"000000000000000a  • nnnnnnnnn…  "_s), qPrintable(line));
    }

    void greatDepthDoesNotMakeTheTextQuadratic() {
        std::vector<TreeSpan> chain;
        for (std::uint64_t i = 1; i <= 5'000; ++i)
            chain.push_back({.id = i, .parent = i - 1, .start = Start, .end = Start + Ms, .name = "x"});
        const QString text = printTrace(*buildTrace(chain));
        QVERIFY(text.size() < 5'000 * 200);
        QVERIFY(text.contains(u"(4999) "_s));
    }
};

QTEST_APPLESS_MAIN(TestTracePrint)
#include "tst_traceprint.moc"
