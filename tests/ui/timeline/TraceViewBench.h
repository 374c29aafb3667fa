#pragma once

#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"
#include "tests/ui/timeline/ExampleTraces.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/timeline/DetailsTree.h"
#include "ui/timeline/RowStyle.h"
#include "ui/timeline/SpanDetailsView.h"
#include "ui/timeline/TextReader.h"
#include "ui/timeline/TraceView.h"
#include "ui/timeline/WaterfallView.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QWheelEvent>

#include <memory>

namespace spanglass::test {

using namespace Qt::StringLiterals;

/// A trace view over three example traces, made anew for every test; what the tests of the view have in common.
class TraceViewBench : public QObject {
    Q_OBJECT
protected:
    std::unique_ptr<FakeSpanSource> m_source;
    std::unique_ptr<FakeStore> m_store;
    std::unique_ptr<TraceView> m_view;

    TraceSession& session() { return m_view->session(); }
    WaterfallView& waterfall() { return *m_view->findChild<WaterfallView*>(u"waterfall"_s); }
    QLineEdit& search() { return *m_view->findChild<QLineEdit*>(u"traceSearch"_s); }
    QString label(const QString& name) { return m_view->findChild<QLabel*>(name)->text(); }
    SpanDetailsView& details() { return *m_view->findChild<SpanDetailsView*>(); }
    QString selectedName() {
        return session().selected() == NoNode
            ? QString()
            : session().trace()->text(session().trace()->nodes()[session().selected()].name);
    }
    QString detailName() {
        const auto& detail = details().detail();
        return detail ? QString::fromStdString(std::string(detail->span->name)) : QString();
    }
    QStringList visibleNames() {
        QStringList names;
        for (const std::uint32_t row : session().rows().rows())
            names += rowName(*session().trace(), session().trace()->nodes()[row]);
        return names;
    }
    void openTrace(std::uint64_t trace, std::uint64_t span = 0) {
        m_view->open(traceId(trace), spanId(span));
        QTRY_VERIFY(m_view->isSettled() && session().trace());
        QTRY_VERIFY(waterfall().hasFocus());
    }
    void key(int k, Qt::KeyboardModifiers m = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_view.get(), Qt::Key(k), m);
    }
    QPoint onBars(std::uint32_t row, double share) {
        const int width = waterfall().viewport()->width() - waterfall().treeWidth();
        return {waterfall().treeWidth() + static_cast<int>(width * share), waterfall().rowRect(row).center().y()};
    }

protected Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void init() {
        m_source = std::make_unique<FakeSpanSource>();
        m_store = std::make_unique<FakeStore>();
        m_source->add(agentTrace());
        m_source->add(checkoutTrace());
        m_source->add(brokenTrace());
        m_view = std::make_unique<TraceView>(*m_source, m_store.get());
        m_view->resize(1200, 700);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void cleanup() {
        m_view.reset();
        m_store.reset();
        m_source.reset();
    }
};

} // namespace spanglass::test
