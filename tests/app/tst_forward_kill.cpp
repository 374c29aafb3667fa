#include "tests/app/ForwardProgram.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

/// More of them on demand: SPANGLASS_KILLS.
int kills() { return std::max(qEnvironmentVariableIntValue("SPANGLASS_KILLS"), 8); }

} // namespace

/// Two programs, one of which passes on to the other, and what is left when both are killed again and again.
class TestForwardKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whateverIsKilledNothingIsLostAndNothingIsThereTwice() {
        QTemporaryDir folder;
        const QString from = folder.filePath(u"from.duckdb"_s);
        const QString to = folder.filePath(u"to.duckdb"_s);
        ReceivingProgram target(to);
        QVERIFY(target.start());
        ReceivingProgram source(from, {u"--forward"_s, target.address(), u"--drain"_s});
        QVERIFY(source.start());

        auto& random = *QRandomGenerator::global();
        int acknowledged = 0;
        int next = 1;
        const auto send = [&] {
            // As an exporter does: the same again until it is acknowledged.
            while (!source.post(requestOfTrace(next)))
                QVERIFY(source.start());
            ++acknowledged;
            ++next;
        };
        for (int i = 0; i < kills(); ++i) {
            for (quint32 left = random.bounded(1u, 30u); left > 0; --left)
                send();
            const quint32 victim = random.bounded(3u);
            if (victim != 1) {
                source.kill();
                QVERIFY(source.start());
            }
            if (victim != 0) {
                target.kill();
                for (quint32 left = random.bounded(10u); left > 0; --left)
                    send();
                QVERIFY(target.start());
            }
        }
        const int status = source.end();
        QVERIFY2(status == 0, source.complaints().constData());
        const auto summary = QJsonDocument::fromJson(source.output()).object();
        QCOMPARE(summary["waiting_requests"_L1].toInt(), 0);
        QCOMPARE(summary["lost_requests"_L1].toInt(), 0);
        QCOMPARE(target.end(), 0);
        qInfo("%d requests, %d kills, %d repeated", acknowledged, kills(), summary["repeated_requests"_L1].toInt());

        const QString count = u"SELECT count(*), count(DISTINCT span_id) FROM local.store.spans"_s;
        for (const QString& store : {from, to}) {
            const auto told = Program::run({u"sql"_s, u"--store"_s, store, u"--format"_s, u"csv"_s, count});
            QCOMPARE(told.out.section(u'\n', 1, 1).trimmed(), u"%1,%1"_s.arg(acknowledged));
        }
    }
};

QTEST_GUILESS_MAIN(TestForwardKill)
#include "tst_forward_kill.moc"
