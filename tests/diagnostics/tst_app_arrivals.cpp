#include "tests/diagnostics/AppRun.h"

#include <QTcpServer>
#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;
using test::AppRun;

namespace {

constexpr std::uint64_t Minute = 60'000'000'000ull;
std::uint64_t nanosNow() { return static_cast<std::uint64_t>(AppRun::now().toSecsSinceEpoch()) * 1'000'000'000; }

ReceiverSnapshot listening() {
    ReceiverSnapshot receiver;
    receiver.state = ReceiverState::Listening;
    receiver.httpAddresses = {u"http://127.0.0.1:4318"_s};
    receiver.grpcAddresses = {u"127.0.0.1:4317"_s};
    return receiver;
}

void refuse(ReceiverSnapshot& receiver, Refusal refusal, std::uint64_t ageMinutes, const QString& example = {}) {
    receiver.refusals[static_cast<std::size_t>(refusal)] = {3, {nanosNow() - ageMinutes * Minute}, example};
}

CheckResult looked(AppRun& run, const ReceiverSnapshot& receiver, const QString& id) {
    CheckPorts ports = run.ports();
    ports.program.receiver = receiver;
    const DiagnosisReport report = run.run(std::move(ports), {id});
    return *test::resultOf(report, id);
}

} // namespace

class tst_app_arrivals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoSendsIsToldWithWhenAndHowMuch() {
        ReceiverSnapshot receiver = listening();
        receiver.spans = 12;
        receiver.requests = 4;
        receiver.senders = {{u"shop"_s, u"python 1.30"_s, u"OTel-OTLP-Exporter-Python/1.30"_s, Transport::Http,
            {nanosNow() - 5 * Minute}, 4, 12, 3400}};
        AppRun run;
        const CheckResult result = looked(run, receiver, u"app.arriving"_s);
        QCOMPARE(result.status, CheckStatus::Ok);
        QCOMPARE(result.evidence.size(), 1);
        QCOMPARE(result.evidence[0].label, u"shop"_s);
        QVERIFY2(result.evidence[0].value.contains("12 items in 4 requests, 3400 bytes, last 5 min ago"_L1),
            qPrintable(result.evidence[0].value));
    }

    void anAppThatLeadsHereAndSendsNothingFails() {
        AppRun run({".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"}, {});
        const CheckResult result = looked(run, listening(), u"app.arriving"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY(result.cause.contains("leads here"_L1));
    }

    void anAppThatSendsElsewhereIsNotMissed() {
        AppRun run({".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318\n"}, {});
        QCOMPARE(looked(run, listening(), u"app.arriving"_s).status, CheckStatus::NotApplicable);
    }

    void withoutAnAppSilenceIsNoFault() {
        AppRun run;
        QCOMPARE(looked(run, listening(), u"app.arriving"_s).status, CheckStatus::NotApplicable);
    }

    void logsWithoutSpansFail() {
        ReceiverSnapshot receiver = listening();
        receiver.logs = 5;
        AppRun run;
        const CheckResult result = looked(run, receiver, u"app.arriving"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY(result.cause.contains("exporter works"_L1));
    }

    void aPortWhereNothingListensFails() {
        QTcpServer server; // a port that is free once it is closed
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        const QByteArray text = "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + QByteArray::number(port) + '\n';
        AppRun run({".env", text.constData()}, {});
        const CheckResult result = looked(run, listening(), u"app.arriving"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY2(result.summary.contains("Nothing listens"_L1), qPrintable(result.summary));
        QVERIFY(result.action && std::holds_alternative<ProgramRemedy>(result.action->remedy));
    }

    void aStoppedReceiverCannotBeLookedAt() {
        AppRun run;
        QCOMPARE(looked(run, ReceiverSnapshot(), u"app.arriving"_s).status, CheckStatus::CouldNotLook);
    }

    void everyRefusalIsNamedWithItsRemedy_data() {
        QTest::addColumn<int>("refusal");
        for (std::size_t i = 0; i < RefusalCount; ++i)
            if (refusalInfo(static_cast<Refusal>(i)).severity != Severity::Remark)
                QTest::newRow(refusalInfo(static_cast<Refusal>(i)).key.data()) << static_cast<int>(i);
    }
    void everyRefusalIsNamedWithItsRemedy() {
        QFETCH(int, refusal);
        const RefusalInfo& info = refusalInfo(static_cast<Refusal>(refusal));
        ReceiverSnapshot receiver = listening();
        refuse(receiver, static_cast<Refusal>(refusal), 1, u"POST / from 127.0.0.1"_s);
        AppRun run;
        const CheckResult result = looked(run, receiver, u"app.refused"_s);
        QVERIFY(result.status == CheckStatus::Failed || result.status == CheckStatus::Warning);
        QCOMPARE(result.cause, QString(info.sentence));
        QVERIFY(result.remedy.contains(QString(info.remedy)));
        QVERIFY(result.evidence[0].value.contains("3 times, last"_L1));
    }

    void theSendersMistakeComesBeforeWhatPasses() {
        ReceiverSnapshot receiver = listening();
        refuse(receiver, Refusal::QueueFull, 1);
        refuse(receiver, Refusal::GrpcOnHttpPort, 5);
        AppRun run;
        const CheckResult result = looked(run, receiver, u"app.refused"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY(result.cause.contains("gRPC client"_L1));
    }

    void anOldRefusalIsOnlyAWarningOnceSpansArrive() {
        ReceiverSnapshot receiver = listening();
        receiver.requests = receiver.spans = 10;
        refuse(receiver, Refusal::UnknownPath, 60);
        AppRun run;
        QCOMPARE(looked(run, receiver, u"app.refused"_s).status, CheckStatus::Warning);
    }

    void aReceiverThatRefusedNothingIsFine() {
        ReceiverSnapshot receiver = listening();
        receiver.requests = 10;
        AppRun run;
        QCOMPARE(looked(run, receiver, u"app.refused"_s).status, CheckStatus::Ok);
    }
};

QTEST_GUILESS_MAIN(tst_app_arrivals)
#include "tst_app_arrivals.moc"
