// Paints the trace view with the example traces, light and dark, into the folder given (or the working folder).

#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"
#include "tests/ui/timeline/ExampleTraces.h"
#include "ui/common/Theme.h"
#include "ui/timeline/ComparisonView.h"
#include "ui/timeline/TraceView.h"

#include <QApplication>
#include <QDir>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

struct Shot {
    const char* name;
    std::uint64_t trace;
    std::uint64_t span;
    int tab;
    std::function<void(TraceView&)> prepare;
};

/// What was written about the agent's trace.
void write(test::FakeSpanSource& source) {
    source.keepsNotes = true;
    source.written.requestPreview = u"What is the weather in Köln tomorrow?"_s;
    source.written.responsePreview = u"Rain until noon, then 12 degrees and dry."_s;
    TraceNote judged;
    judged.kind = TraceNote::Kind::Feedback;
    judged.name = u"relevance"_s;
    judged.value = u"no"_s;
    judged.span = test::spanId(4);
    judged.comment = u"The answer speaks of today, but tomorrow was asked for."_s;
    judged.source = u"LLM_JUDGE"_s;
    judged.author = u"databricks-claude"_s;
    judged.updated = test::Morning;
    TraceNote tag;
    tag.name = u"team"_s;
    tag.value = u"search"_s;
    TraceNote expected;
    expected.kind = TraceNote::Kind::Expectation;
    expected.name = u"facts"_s;
    expected.value = u"[\"rain\", \"12 degrees\"]"_s;
    expected.source = u"HUMAN"_s;
    expected.author = u"ada@example.com"_s;
    source.written.notes = {tag, judged, expected};
    TraceRecord record;
    record.time = {test::Morning.value + 3'000'000};
    record.span = test::spanId(4);
    record.severity = u"WARN"_s;
    record.body = u"retrying after 429"_s;
    record.service = u"assistant"_s;
    source.logged.records = {record};
}

/// Opens the tab of that title; the tabs differ from span to span.
void showTab(TraceView& view, const QString& title) {
    auto* tabs = view.findChild<QTabWidget*>(u"detailsTabs"_s);
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).startsWith(title))
            tabs->setCurrentIndex(i);
    }
}

/// Opens the comparison with a table that has lost a span and the types of attributes.
void compare(TraceView& view, test::FakeSpanSource& source, test::FakeSpanSource& table) {
    view.comparison().setPlaces({u"local"_s, u"Local store"_s, &source, true}, [&table] {
        return std::vector<ComparedPlace>{{u"table"_s, u"main.agents on acme"_s, &table, false}};
    });
    QTest::keyClick(&view, Qt::Key_V);
    if (!QTest::qWaitFor([&] { return view.isSettled(); }))
        qWarning("not compared");
}

void shoot(test::FakeSpanSource& source, const Shot& shot, QSize size, const QString& file) {
    TraceView view(source, nullptr);
    view.resize(size);
    view.show();
    view.open(test::traceId(shot.trace), test::spanId(shot.span));
    if (!QTest::qWaitFor([&] { return view.isSettled(); }))
        qWarning("not settled");
    if (auto* tabs = view.findChild<QTabWidget*>(u"detailsTabs"_s))
        tabs->setCurrentIndex(shot.tab);
    if (shot.prepare)
        shot.prepare(view);
    QTest::qWait(200);
    view.grab().save(file);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QDir out(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    test::FakeSpanSource source;
    source.add(test::agentTrace());
    source.add(test::checkoutTrace());
    source.add(test::brokenTrace());
    source.add(test::largeTrace(5000));
    write(source);
    source.arrived = {{test::spanId(1), test::Morning}, {test::spanId(2), test::Morning}};
    test::FakeSpanSource table;
    table.add(test::SpanBuilder()
                  .service("assistant")
                  .span("chat turn")
                  .ids(1, 1)
                  .attribute("gen_ai.usage.input_tokens", "1204")
                  .span("retrieve documents")
                  .ids(1, 2, 1)
                  .span("late")
                  .ids(1, 99, 1));
    table.arrived = {{test::spanId(1), {test::Morning.value + 1'480'000'000}},
        {test::spanId(2), {test::Morning.value + 2'110'000'000}}};
    const Shot shots[]{{"agent", 1, 8, 1, {}}, {"agent-attributes", 1, 4, 0, {}},
        {"checkout", 2, 20, 2,
            [](TraceView& v) {
                v.session().setAdjustsSkew(true);
                v.session().setShowsCriticalPath(true);
            }},
        {"checkout-links", 2, 1, 3, [](TraceView& v) { v.session().setSearch(u"charge"_s); }}, {"broken", 3, 2, 0, {}},
        {"notes-trace", 1, 4, 0, [](TraceView& v) { showTab(v, u"Trace"_s); }},
        {"notes-span", 1, 4, 0, [](TraceView& v) { showTab(v, u"Notes"_s); }},
        {"compared", 1, 4, 0, [&](TraceView& v) { compare(v, source, table); }},
        {"compared-same", 1, 4, 0, [&](TraceView& v) { compare(v, source, source); }},
        {"compared-absent", 2, 4, 0, [&](TraceView& v) { compare(v, source, table); }},
        {"large", 9, 40, 5, [](TraceView& v) { v.session().changeAxis([](TimeAxis& a) { a.zoom(0.2, 300); }); }}};
    for (const auto& [theme, choice] : {std::pair("light", ThemeChoice::Light), std::pair("dark", ThemeChoice::Dark)}) {
        applyTheme(app, choice);
        for (const Shot& shot : shots) {
            const QString base = u"%1-%2"_s.arg(QLatin1StringView(shot.name), QLatin1StringView(theme));
            shoot(source, shot, {1280, 800}, out.filePath(base + u".png"_s));
            if (shot.name == std::string_view("checkout"))
                shoot(source, shot, {2560, 1440}, out.filePath(base + u"-large.png"_s));
        }
    }
    return 0;
}
