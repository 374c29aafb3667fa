#include "services/warehouse/LocalWarehouse.h"
#include "tests/diagnostics/AppRun.h"
#include "tests/warehouse/FilledStore.h"

#include <QTest>

using namespace spanglass;
using namespace spanglass::literals;
using namespace Qt::StringLiterals;
using test::AppRun;
using test::SpanBuilder;

namespace {

CheckResult looked(test::FilledStore& store, const QString& id) {
    AppRun run;
    CheckPorts ports = run.ports();
    ports.store = std::make_shared<LocalWarehouse>(store.store());
    const DiagnosisReport report = run.run(std::move(ports), {id});
    return *test::resultOf(report, id);
}

/// A caller's span and a server's within it, as one trace or as two.
void addCall(SpanBuilder& spans, std::uint64_t number, bool isOneTrace) {
    const std::uint64_t other = isOneTrace ? number : 100 + number;
    const Nanos begin{static_cast<std::int64_t>(number) * 1'000'000'000};
    spans.service("web").span("GET /cart").ids(number, 1, 0).kind(SpanKind::Client).at(begin).lasts(50_ms);
    spans.service("cart")
        .span("GET")
        .ids(other, 2, isOneTrace ? 1 : 0)
        .kind(SpanKind::Server)
        .at(begin + 5_ms)
        .lasts(20_ms);
}

} // namespace

class tst_app_spans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeTracesGiveNoAlarm_data() {
        QTest::addColumn<QString>("id");
        for (const auto& id : {u"app.unfinished"_s, u"app.roots"_s, u"app.context"_s, u"app.clients"_s})
            QTest::newRow(qPrintable(id)) << id;
    }
    void wholeTracesGiveNoAlarm() {
        QFETCH(QString, id);
        test::FilledStore store;
        SpanBuilder spans;
        for (std::uint64_t i = 1; i <= 5; ++i)
            addCall(spans, i, true);
        spans.service("agent")
            .span("chat")
            .ids(50, 9)
            .attribute("mlflow.traceRequestId", "\"trace:/a.b/1\"")
            .attribute("mlflow.experimentId", "\"12\"");
        store.add(spans);
        const CheckResult result = looked(store, id);
        QVERIFY2(result.status == CheckStatus::Ok, qPrintable(checkStatusName(result.status) + u' ' + result.summary));
    }

    void anEmptyStoreIsNotApplicable_data() { wholeTracesGiveNoAlarm_data(); }
    void anEmptyStoreIsNotApplicable() {
        QFETCH(QString, id);
        test::FilledStore store;
        const CheckResult result = looked(store, id);
        QVERIFY2(result.status == CheckStatus::NotApplicable,
            qPrintable(checkStatusName(result.status) + u' ' + result.summary));
    }

    void aSpanWithoutAnEndIsCounted() {
        test::FilledStore store;
        store.add(SpanBuilder().service("web").span("open").times(test::Morning, {}).span("done"));
        const CheckResult result = looked(store, u"app.unfinished"_s);
        QCOMPARE(result.status, CheckStatus::Warning);
        QVERIFY2(result.summary.startsWith("1 of 2 spans have no end"_L1), qPrintable(result.summary));
        QCOMPARE(result.evidence[0].value, u"open"_s);
    }

    void tracesThatAllLackARootFail() {
        test::FilledStore store;
        store.add(SpanBuilder().service("web").span("a").ids(1, 2, 7).span("b").ids(2, 3, 8));
        const CheckResult result = looked(store, u"app.roots"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY(result.cause.contains("Databricks Apps"_L1));
    }

    void someTracesWithoutARootWarn() {
        test::FilledStore store;
        store.add(SpanBuilder().service("web").span("a").ids(1, 2, 7).span("b").ids(2, 3));
        const CheckResult result = looked(store, u"app.roots"_s);
        QCOMPARE(result.status, CheckStatus::Warning);
        QVERIFY(result.summary.startsWith("1 of 2 traces"_L1));
    }

    void callsThatBeginTracesOfTheirOwnAreNamed() {
        test::FilledStore store;
        SpanBuilder spans;
        for (std::uint64_t i = 1; i <= 5; ++i)
            addCall(spans, i, false);
        store.add(spans);
        const CheckResult result = looked(store, u"app.context"_s);
        QCOMPARE(result.status, CheckStatus::Warning);
        QVERIFY2(result.cause.contains("web calls cart"_L1), qPrintable(result.cause));
    }

    void spansOfAnOldClientWithoutAnExperimentAreNamed() {
        test::FilledStore store;
        store.add(SpanBuilder()
                      .service("agent")
                      .span("chat")
                      .attribute("mlflow.traceRequestId", "\"tr-0123\"")
                      .attribute("mlflow.spanType", "\"LLM\""));
        const CheckResult result = looked(store, u"app.clients"_s);
        QCOMPARE(result.status, CheckStatus::Warning);
        QVERIFY(result.cause.contains("old client"_L1));
    }
};

QTEST_GUILESS_MAIN(tst_app_spans)
#include "tst_app_spans.moc"
