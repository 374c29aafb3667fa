#include "services/core/ReplayPlan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestReplayTarget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneEndpointSpelledTwiceIsOneTarget_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("same");
        QTest::newRow("path") << u"http://h:4318"_s << u"http://h:4318/v1/traces"_s << true;
        QTest::newRow("slash") << u"http://h:4318/"_s << u"http://h:4318"_s << true;
        QTest::newRow("case of the host") << u"http://H:4318"_s << u"http://h:4318"_s << true;
        QTest::newRow("name of this machine") << u"http://localhost:4318"_s << u"http://127.0.0.1:4318"_s << true;
        QTest::newRow("port of https") << u"https://h"_s << u"https://h:443/v1/traces"_s << true;
        QTest::newRow("other port") << u"http://h:4318"_s << u"http://h:4319"_s << false;
        QTest::newRow("other path") << u"http://h/a"_s << u"http://h/b"_s << false;
        QTest::newRow("other scheme") << u"http://h:443"_s << u"https://h:443"_s << false;
    }
    void oneEndpointSpelledTwiceIsOneTarget() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, same);
        QCOMPARE((ReplayTarget{.url = first}.key() == ReplayTarget{.url = second}.key()), same);
    }

    void whatOnlyChangesTheWayIsTheSameTarget() {
        const ReplayTarget plain{.url = u"http://h:4318"_s};
        ReplayTarget other = plain;
        other.gzip = true;
        other.headerNames = {u"x-api-key"_s};
        other.wire = OtlpWire::HttpJson;
        QCOMPARE(other.key(), plain.key());
    }

    void aTableThroughTwoConnectionsIsOneTarget() {
        ReplayTarget one{
            .kind = TargetKind::Databricks, .connectionId = u"a"_s, .spansTable = u"main.x.y_otel_spans"_s};
        one.workspace = u"https://dbc-1.cloud.databricks.com"_s;
        ReplayTarget other = one;
        other.connectionId = u"profile:prod"_s;
        other.spansTable = u"MAIN.x.y_otel_spans"_s;
        QCOMPARE(other.key(), one.key());
        other.workspace = u"https://dbc-2.cloud.databricks.com"_s;
        QVERIFY(other.key() != one.key());
    }

    void experimentsOfOneServerAreTwoTargets() {
        const ReplayTarget one{.kind = TargetKind::MlflowServer, .url = u"http://h:5000"_s, .experimentId = u"1"_s};
        ReplayTarget other = one;
        other.experimentId = u"2"_s;
        QVERIFY(one.key() != other.key());
    }
};

QTEST_GUILESS_MAIN(TestReplayTarget)
#include "tst_replay_target.moc"
