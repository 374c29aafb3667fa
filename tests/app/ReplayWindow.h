#pragma once

#include "services/otlp/Decode.h"
#include "services/replay/arrival/ArrivalSource.h"
#include "tests/app/SetupWindow.h"
#include "tests/receiver/RawHttp.h"
#include "tests/replay/ScriptedSink.h"
#include "tests/support/SpanBuilder.h"
#include "ui/traces/TraceTable.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace spanglass::test {

using SpanNames = std::vector<SpanName>;

/// Everything that came, in order; one that came twice stands there twice.
inline SpanNames spansIn(const QList<SinkRequest>& requests) {
    SpanNames names;
    for (const SinkRequest& request : requests) {
        const auto batch = decodeTraces(request.body.toStdString(), PayloadFormat::Protobuf).value();
        for (const Span& span : batch->spans)
            names.push_back({span.traceId, span.spanId});
    }
    std::ranges::sort(names);
    return names;
}

/// What an app sends: one trace of two spans, which have ids of this number.
inline std::string requestOf(std::uint64_t number) {
    const std::uint64_t root = 2 * number - 1;
    return SpanBuilder()
        .service("shop")
        .span("checkout")
        .ids(number, root)
        .span("pay")
        .ids(number, root + 1, root)
        .payload();
}

/// The spans of these requests, in order.
inline SpanNames spansOf(std::uint64_t first, std::uint64_t last) {
    SpanNames names;
    for (std::uint64_t span = 2 * first - 1; span <= 2 * last; ++span)
        names.push_back({traceId((span + 1) / 2), spanId(span)});
    return names;
}

/// The window with a receiver on free ports, and what a person does in it to send on what came.
struct ReplayWindow : SetupWindow {
    ReplayWindow() { restart(listening()); }

    static WindowCommand listening() {
        WindowCommand command;
        command.listen = {ListenOption(), ListenOption()};
        return command;
    }
    /// As an app sends them, one after the other; they are in the store when this returns.
    void receive(std::uint64_t first, std::uint64_t last) const {
        window().showPanel(u"receiver");
        QTRY_VERIFY_WITH_TIMEOUT(!text(QStringLiteral("receiverAddress")).isEmpty(), SetupPatience);
        RawHttp app(quint16(QUrl(text(QStringLiteral("receiverAddress"))).port()));
        for (std::uint64_t number = first; number <= last; ++number)
            QCOMPARE(app.post("/v1/traces", "application/x-protobuf", bytesOf(requestOf(number))).status, 200);
    }

    void clickTool(const QString& name) const {
        QTRY_VERIFY2_WITH_TIMEOUT(
            shown<QToolButton>(name) && shown<QToolButton>(name)->isEnabled(), qPrintable(name), SetupPatience);
        QTest::mouseClick(shown<QToolButton>(name), Qt::LeftButton);
    }
    void typeTarget(const QString& url) const {
        pick(QStringLiteral("targetKind"), QStringLiteral("Any OTLP endpoint"));
        typeInto(QStringLiteral("targetUrl"), url);
    }
    /// A new replay of everything to an OTLP endpoint.
    void compose(const QString& url) const {
        window().showPanel(u"replay");
        click(QStringLiteral("beginReplay"));
        typeTarget(url);
    }
    /// Each request goes as it came, and after the one before.
    void chooseOneByOne() const {
        QTest::keyClick(shown<QCheckBox>(QStringLiteral("wholeRequests")), Qt::Key_Space);
        auto* atOnce = shown<QSpinBox>(QStringLiteral("atOnce"));
        atOnce->selectAll();
        QTest::keyClicks(atOnce, QStringLiteral("1"));
        QCOMPARE(atOnce->value(), 1);
    }
    void reaches(const QString& state) const {
        QTRY_VERIFY2_WITH_TIMEOUT(text(QStringLiteral("replayState")) == state, qPrintable(texts()), SetupPatience);
    }
    void says(const QString& label, const QString& words) const {
        QTRY_VERIFY2_WITH_TIMEOUT(text(label).contains(words), qPrintable(texts()), SetupPatience);
    }
    /// Of the chosen replay.
    void figuresSay(const QString& words) const {
        QTRY_VERIFY2_WITH_TIMEOUT(
            text(QStringLiteral("replayFigures")).startsWith(words), qPrintable(texts()), SetupPatience);
    }
    void clickTab(int index) const {
        QTRY_VERIFY(shown<QTabWidget>(QStringLiteral("replayTabs")));
        QTabBar* bar = shown<QTabWidget>(QStringLiteral("replayTabs"))->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
};

} // namespace spanglass::test
