#include "models/connections/ConnectionDraft.h"
#include "models/connections/ConnectionWords.h"
#include "models/connections/ConnectionsModel.h"
#include "tests/support/FakeConnections.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class tst_connection_models : public QObject {
    Q_OBJECT
private:
    static ConnectionsModel::State state(const ConnectionsModel& model, int row) {
        return model.index(row).data(ConnectionsModel::StateRole).value<ConnectionsModel::State>();
    }
    static QString valueOf(const QList<ConnectionFact>& facts, const QString& label) {
        for (const ConnectionFact& fact : facts)
            if (fact.label == label)
                return fact.value;
        return {};
    }

private Q_SLOTS:
    void theListShowsWhatIsKnown() {
        ConnectionsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto broken = ownConnection(u"b"_s, u"B"_s, CredentialKind::Browser);
        broken.problem = Error{ErrorCode::BadInput, u"x"_s, {}};
        model.setConnections({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser), broken});
        QCOMPARE(state(model, 0), ConnectionsModel::State::Unknown);
        QCOMPARE(state(model, 1), ConnectionsModel::State::Problem);
        model.setBusy(u"a"_s);
        QCOMPARE(state(model, 0), ConnectionsModel::State::Busy);
        model.setBusy({});
        model.setReport(u"a"_s, {});
        QCOMPARE(state(model, 0), ConnectionsModel::State::Works);
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains("works"_L1));
        ConnectionReport failed;
        failed.problem = Error{};
        model.setReport(u"a"_s, failed);
        QCOMPARE(state(model, 0), ConnectionsModel::State::Problem);
    }

    void aChangedConnectionIsNotTestedAnyMore() {
        ConnectionsModel model;
        auto one = ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser);
        model.setConnections({one});
        model.setReport(u"a"_s, {});
        model.setConnections({one});
        QCOMPARE(state(model, 0), ConnectionsModel::State::Works);
        one.settings.host = u"https://other.example"_s;
        model.setConnections({one});
        QCOMPARE(state(model, 0), ConnectionsModel::State::Unknown);
    }

    void everyConnectionSaysWhereItLeads() {
        ConnectionsModel model;
        auto practice = ownConnection(u"p"_s, u"Practice"_s, CredentialKind::AccessToken);
        practice.settings.kind = ConnectionKind::Practice;
        practice.settings.host.clear();
        auto real = ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser);
        real.settings.host = u"https://acme.example"_s;
        model.setConnections({practice, real});
        QCOMPARE(model.index(0).data(ConnectionsModel::PlaceRole).toString(), u"on this computer, not started"_s);
        QCOMPARE(model.index(1).data(ConnectionsModel::PlaceRole).toString(), u"acme.example"_s);
    }

    void theListSurvivesComingAndGoing() {
        ConnectionsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setConnections({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser)});
        model.setConnections({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.connection(model.index(0)));
    }

    void aDraftSaysWhatIsMissing() {
        auto draft = ConnectionDraft::fresh();
        QVERIFY(draft.problem().contains("name"_L1));
        draft.settings.name = u"A"_s;
        QVERIFY(draft.problem().contains("address"_L1));
        draft.settings.host = u"two words"_s;
        QVERIFY(draft.problem().contains("no web address"_L1));
        draft.settings.host = u"w.example"_s;
        QCOMPARE(draft.problem(), QString());
        draft.settings.credential = CredentialKind::ClientSecret;
        QVERIFY(draft.problem().contains("client id"_L1));
        draft.settings.clientId = u"c"_s;
        QVERIFY(draft.problem().contains("client secret"_L1));
        draft.secret = u"  s "_s;
        QCOMPARE(draft.problem(), QString());
        QCOMPARE(draft.enteredSecret()->reveal(), QByteArray("s"));
    }

    void aKeptSecretCountsForItsHostAndCredentialOnly() {
        auto draft = ConnectionDraft::of(ownConnection(u"a"_s, u"A"_s, CredentialKind::AccessToken).settings);
        QCOMPARE(draft.problem(), QString());
        QVERIFY(!draft.enteredSecret());
        draft.settings.host = u"https://other.example"_s;
        QVERIFY(draft.problem().contains("again"_L1));
    }

    void aKindBringsItsCredentials() {
        auto draft = ConnectionDraft::fresh();
        QCOMPARE(draft.settings.credential, CredentialKind::Browser);
        draft.setKind(ConnectionKind::MlflowServer);
        QCOMPARE(draft.settings.credential, CredentialKind::None);
        QVERIFY(draft.credentials().contains(CredentialKind::Password));
    }

    void aCopyIsANewConnectionWithoutASecret() {
        auto draft = ConnectionDraft::copyOf(ownConnection(u"p"_s, u"P"_s, CredentialKind::AccessToken).settings);
        QVERIFY(draft.settings.id.isEmpty());
        QVERIFY(draft.problem().contains("token"_L1));
    }

    void aTokenIsDescribedAndNeverShown() {
        ConnectionReport report;
        report.who = u"me@x.example"_s;
        report.displayName = u"Me"_s;
        report.token = {.credential = CredentialKind::AccessToken, .form = TokenForm::Personal};
        const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
        report.token.expires = now.addSecs(90 * 60);
        const auto facts = reportFacts(report, now);
        QCOMPARE(valueOf(facts, u"Signed in as"_s), u"Me (me@x.example)"_s);
        QCOMPARE(valueOf(facts, u"Token"_s), u"Personal access token"_s);
        QCOMPARE(valueOf(facts, u"Token ends"_s), u"in 90 minutes"_s);
    }

    void secretsOfFoundConnectionsAreNotShown() {
        auto one = ownConnection(u"profile:P"_s, u"P"_s, CredentialKind::AccessToken);
        one.origin = ConnectionOrigin::Profile;
        one.values = {{u"host"_s, u"https://p.example"_s, u"~/.databrickscfg, profile P"_s},
            {u"token"_s, {}, u"DATABRICKS_TOKEN in the environment"_s, true}};
        const auto facts = settingFacts(one);
        QVERIFY(valueOf(facts, u"token"_s).contains("not shown"_L1));
        QCOMPARE(facts[1].tooltip, u"DATABRICKS_TOKEN in the environment"_s);
    }

    void memoryOnlyIsSaid() {
        QVERIFY(secretPlaceWords({SecretPlace::Kind::Memory, u"no bus"_s}).contains("no bus"_L1));
        QVERIFY(secretPlaceWords({SecretPlace::Kind::Memory, {}}).contains("memory"_L1));
        QVERIFY(secretPlaceWords({SecretPlace::Kind::Keychain, {}}).contains("keychain"_L1));
    }
};

QTEST_GUILESS_MAIN(tst_connection_models)
#include "tst_connection_models.moc"
