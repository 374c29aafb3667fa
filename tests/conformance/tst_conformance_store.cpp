// Rows 92-93: what comes again, end to end into a real store.
#include "tests/receiver/RunningReceiver.h"
#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class TestConformanceStore : public QObject {
    Q_OBJECT

    StoreHarness m_store;

private Q_SLOTS:
    void init() { m_store.open(); }
    void cleanup() {
        (void)m_store.store().control().clear();
        m_store.close();
    }

    void row092_sameSpanAgainIsStoredOnce() {
        RunningReceiver receiver(m_store.store().sink(), RunningReceiver::anyPorts());
        const QByteArray span = bytesOf(SpanBuilder().service("shop").span("GET /").ids(1, 1).payload());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(receiver.post(Protobuf, span).status, 200);
        QCOMPARE(m_store.number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 1);
        QTRY_COMPARE(receiver.count(Refusal::Duplicate), 1u);
    }

    void row093_sameIdsWithOtherContentAreBothKept() {
        RunningReceiver receiver(m_store.store().sink(), RunningReceiver::anyPorts());
        for (const char* name : {"client", "server"})
            QCOMPARE(
                receiver.post(Protobuf, bytesOf(SpanBuilder().service("shop").span(name).ids(2, 1).payload())).status,
                200);
        QCOMPARE(m_store.number(
                     u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans WHERE name IN ('client', 'server')"_s),
            2);
    }
};

QTEST_GUILESS_MAIN(TestConformanceStore)
#include "tst_conformance_store.moc"
