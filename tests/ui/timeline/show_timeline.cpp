// Paints the trace view with the example traces, light and dark, into the folder given (or the working folder).

#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"
#include "tests/ui/timeline/ExampleTraces.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TraceView.h"

#include <QApplication>
#include <QDir>
#include <QTabWidget>
#include <QTest>

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
    const Shot shots[]{{"agent", 1, 8, 1, {}}, {"agent-attributes", 1, 4, 0, {}},
        {"checkout", 2, 20, 2,
            [](TraceView& v) {
                v.session().setAdjustsSkew(true);
                v.session().setShowsCriticalPath(true);
            }},
        {"checkout-links", 2, 1, 3, [](TraceView& v) { v.session().setSearch(u"charge"_s); }}, {"broken", 3, 2, 0, {}},
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
