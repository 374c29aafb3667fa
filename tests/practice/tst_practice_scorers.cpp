// Scheduled scorers of an experiment (production monitoring).
#include "tests/practice/PracticeClient.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestPracticeScorers : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PracticeClient> m_client;
    QString m_experiment;

    QString path() const { return u"/api/2.0/managed-evals/scheduled-scorers/"_s + m_experiment; }
    QString versionsPath(const QByteArray& name) const {
        return u"/api/2.0/managed-evals/experiments/%1/scorers/%2/versions"_s.arg(m_experiment,
            QString::fromLatin1(name.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    }
    static QJsonObject scorer(
        const QString& name = u"safety"_s, const QString& serialized = u"{\"name\":1}"_s, double rate = 0.5) {
        return {{u"name"_s, name}, {u"serialized_scorer"_s, serialized}, {u"sample_rate"_s, rate}};
    }
    QJsonObject body(const QJsonArray& scorers, const QString& mask = {}) const {
        QJsonObject out{
            {u"experiment_id"_s, m_experiment}, {u"scheduled_scorers"_s, QJsonObject{{u"scorers"_s, scorers}}}};
        if (!mask.isEmpty())
            out.insert(u"update_mask"_s, mask);
        return out;
    }
    PracticeAnswer create(const QJsonArray& scorers) { return m_client->post(path(), body(scorers)); }
    PracticeAnswer replace(const QJsonArray& scorers, const QString& mask = u"scheduled_scorers.scorers"_s) {
        return m_client->patch(path(), body(scorers, mask));
    }
    static QJsonArray scorersIn(const PracticeAnswer& answer) {
        return answer.json().value("scheduled_scorers"_L1).toObject().value("scorers"_L1).toArray();
    }
    QJsonArray versions(const QByteArray& name = "safety") {
        return m_client->get(versionsPath(name)).json().value("scorer_versions"_L1).toArray();
    }

private Q_SLOTS:
    void init() {
        m_client = std::make_unique<PracticeClient>();
        m_experiment = m_client->makeExperiment(u"/Shared/x"_s);
    }

    void anExperimentHasNoneUntilTheyAreCreated() {
        QCOMPARE(m_client->get(path()).status, 200);
        QVERIFY(scorersIn(m_client->get(path())).isEmpty());
        QCOMPARE(replace({scorer()}).code(), u"NOT_FOUND"_s);
        QCOMPARE(create({scorer()}).status, 200);
        const auto kept = scorersIn(m_client->get(path()));
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().toObject().value("sample_rate"_L1).toDouble(), 0.5);
    }

    void theyAreCreatedOnceAndThenReplacedAsAWhole() {
        create({scorer()});
        QCOMPARE(create({scorer()}).code(), u"ALREADY_EXISTS"_s);
        QCOMPARE(replace({scorer(u"a"_s), scorer(u"b"_s)}).status, 200);
        QCOMPARE(scorersIn(m_client->get(path())).size(), 2);
    }

    void replacingNeedsItsMask() {
        create({scorer()});
        QCOMPARE(replace({scorer()}, u"scorers"_s).code(), u"INVALID_PARAMETER_VALUE"_s);
    }

    void whatIsWrongWithAScorerIsSaid_data() {
        QTest::addColumn<QJsonArray>("scorers");
        QTest::addColumn<QString>("words");
        QTest::newRow("no name") << QJsonArray{scorer({})} << u"a name of its own"_s;
        QTest::newRow("the same name") << QJsonArray{scorer(), scorer()} << u"a name of its own"_s;
        QTest::newRow("no JSON") << QJsonArray{scorer(u"a"_s, u"nonsense"_s)} << u"serialized_scorer"_s;
        QTest::newRow("rate") << QJsonArray{scorer(u"a"_s, u"{}"_s, 1.5)} << u"sample_rate"_s;
        QJsonArray many;
        for (int i = 0; i < 21; ++i)
            many << scorer(u"s%1"_s.arg(i));
        QTest::newRow("too many") << many << u"at most 20"_s;
    }
    void whatIsWrongWithAScorerIsSaid() {
        QFETCH(QJsonArray, scorers);
        QFETCH(QString, words);
        const auto answer = create(scorers);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.message().contains(words), answer.body.constData());
    }

    void aScorerThatChangesGetsANewVersion() {
        create({scorer()});
        replace({scorer(u"safety"_s, u"{\"name\":1}"_s, 0.9)}); // only how often it looks
        QCOMPARE(versions().size(), 1);
        replace({scorer(u"safety"_s, u"{\"name\":2}"_s)});
        QCOMPARE(versions().size(), 2);
        const auto second = m_client->get(versionsPath("safety") + u"/2"_s).json();
        QCOMPARE(second.value("serialized_scorer"_L1).toString(), u"{\"name\":2}"_s);
        QCOMPARE(second.value("display_name"_L1).toString(), u"safety"_s);
        QCOMPARE(scorersIn(m_client->get(path())).first().toObject().value("scorer_version"_L1).toInt(), 2);
    }

    void aVersionIsDeletedByItself() {
        create({scorer()});
        replace({scorer(u"safety"_s, u"{\"name\":2}"_s)});
        QCOMPARE(m_client->call("DELETE", versionsPath("safety") + u"/1"_s).status, 200);
        QCOMPARE(versions().size(), 1);
        QCOMPARE(m_client->get(versionsPath("safety") + u"/1"_s).code(), u"NOT_FOUND"_s);
        QCOMPARE(m_client->get(versionsPath("other")).code(), u"NOT_FOUND"_s);
    }

    void deletingLeavesNone() {
        create({scorer()});
        QCOMPARE(m_client->call("DELETE", path()).status, 200);
        QVERIFY(scorersIn(m_client->get(path())).isEmpty());
        QCOMPARE(m_client->call("DELETE", path()).code(), u"NOT_FOUND"_s);
    }

    void whoMayNotEditTheExperimentMayNotScheduleScorers() {
        const QJsonObject entry{{u"user_name"_s, u"ben@practice.example"_s}, {u"permission_level"_s, u"CAN_READ"_s}};
        m_client->patch(
            u"/api/2.0/permissions/experiments/"_s + m_experiment, {{u"access_control_list"_s, QJsonArray{entry}}});
        m_client->actAs(u"ben"_s);
        QCOMPARE(m_client->get(path()).status, 200);
        QCOMPARE(create({scorer()}).code(), u"PERMISSION_DENIED"_s);
    }

    void anExperimentThatIsNotThereIsNamed() {
        m_experiment = u"1"_s;
        QCOMPARE(m_client->get(path()).status, 404);
    }

    void scorersHoldOverARestart() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        m_client = std::make_unique<PracticeClient>(options);
        m_experiment = m_client->makeExperiment(u"/Shared/x"_s);
        create({scorer()});
        m_client.reset();
        m_client = std::make_unique<PracticeClient>(options);
        QCOMPARE(scorersIn(m_client->get(path())).size(), 1);
        QCOMPARE(versions().size(), 1);
        m_client.reset(); // before its folder goes
    }
};

QTEST_GUILESS_MAIN(TestPracticeScorers)
#include "tst_practice_scorers.moc"
