// How long after its POST a trace stands painted in the receiver panel: bench_arrival [rounds] [store with traces]
#include "app/OpenStore.h"
#include "models/traces/TraceListModel.h"
#include "services/receiver/Receiver.h"
#include "tests/receiver/RawHttp.h"
#include "tests/support/SpanBuilder.h"
#include "ui/receiver/ReceiverPanel.h"

#include <QApplication>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

using Clock = std::chrono::steady_clock;

/// Notes when the table is painted with the awaited trace in its first row.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QTableView& table)
        : m_table(table) {
        table.viewport()->installEventFilter(this);
    }
    void await(const QString& name) {
        m_name = name;
        m_painted.reset();
    }
    const std::optional<Clock::time_point>& painted() const { return m_painted; }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_painted && m_table.model()->index(0, 0).data().toString() == m_name)
            m_painted = Clock::now();
        return false;
    }

private:
    QTableView& m_table;
    QString m_name;
    std::optional<Clock::time_point> m_painted;
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 50;
    QTemporaryDir folder;
    auto opened = openStore(argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(u"s.duckdb"_s));
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().oneLine()));
        return 1;
    }
    OpenStore store(*std::move(opened));
    Receiver receiver(store.store->sink());
    ReceiverSettings any;
    any.httpPort = any.grpcPort = 0;
    receiver.start(any);
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    ReceiverPanel panel(receiver, store.store->control(), store.source, settings);
    panel.resize(1200, 720);
    panel.show();
    auto* table = panel.findChild<QTableView*>(u"newestTable"_s);
    PaintWatch watch(*table);
    if (!QTest::qWaitFor([&] { return !receiver.snapshot().httpAddresses.isEmpty() && panel.isSettled(); }, 30'000))
        return 1;

    std::vector<double> milliseconds;
    for (int round = 0; round < rounds; ++round) {
        const QString name = u"round %1"_s.arg(round);
        const UnixNanos now = UnixNanos::now();
        test::SpanBuilder builder;
        builder.span(name.toStdString()).ids(now.value, 1).times(now, now + Nanos{1'000'000});
        const std::string body = builder.payload();
        test::RawHttp http(static_cast<quint16>(QUrl(receiver.snapshot().httpAddresses[0]).port()));
        watch.await(name);
        const auto sent = Clock::now();
        http.post("/v1/traces", "application/x-protobuf", QByteArray::fromStdString(body));
        if (!QTest::qWaitFor([&] { return watch.painted().has_value(); }, 5'000))
            return 1;
        milliseconds.push_back(std::chrono::duration<double, std::milli>(*watch.painted() - sent).count());
        QTest::qWait(150); // the next one finds the window at rest
    }
    std::ranges::sort(milliseconds);
    std::printf("POST to painted: median %.1f ms, p90 %.1f ms, longest %.1f ms (%d rounds)\n",
        milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 9 / 10], milliseconds.back(), rounds);
    return 0;
}
