#include "ui/common/Banner.h"
#include "ui/settings/NetworkSection.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class FakeNetwork final : public NetworkControl {
public:
    const NetworkSettings& settings() const override { return now; }
    void apply(const NetworkSettings& settings) override {
        now = settings;
        ++applied;
        Q_EMIT changed();
    }
    QString environmentProxy() const override { return environment; }
    SecretPlace secretPlace() const override { return place; }
    QFuture<Result<NetworkCheck>> check(const QUrl& url, const NetworkSettings& settings) override {
        checkedUrl = url;
        checkedWith = settings;
        answer = {};
        answer.start();
        return answer.future();
    }
    void give(Result<NetworkCheck> result) {
        answer.addResult(std::move(result));
        answer.finish();
    }

    NetworkSettings now;
    int applied = 0;
    QString environment;
    SecretPlace place{SecretPlace::Kind::Keychain, {}};
    QUrl checkedUrl;
    NetworkSettings checkedWith;
    QPromise<Result<NetworkCheck>> answer;
};

} // namespace

class TestNetworkSection : public QObject {
    Q_OBJECT

    struct Scene {
        FakeNetwork network;
        NetworkSection section{network};

        explicit Scene(const NetworkSettings& settings = {}) {
            network.now = settings;
            Q_EMIT network.changed();
            section.show();
        }
        template <class T> T& at(const char* name) { return *section.findChild<T*>(QLatin1StringView(name)); }
        void choose(NetworkSettings::Proxy proxy) {
            auto& box = at<QComboBox>("proxy");
            box.setCurrentIndex(box.findData(static_cast<int>(proxy)));
        }
        QPushButton& apply() { return at<QPushButton>("applyNetwork"); }
        QPushButton& check() { return at<QPushButton>("checkNetwork"); }
        Banner& outcome() { return at<Banner>("checkOutcome"); }
    };

private Q_SLOTS:
    void proxyFieldsShowOnlyForAProxyOfOnesOwn() {
        Scene scene;
        QVERIFY(!scene.at<QLineEdit>("proxyAddress").isVisible());
        QVERIFY(scene.at<QLabel>("environmentProxy").isVisible());
        scene.choose(NetworkSettings::Proxy::Fixed);
        QVERIFY(scene.at<QLineEdit>("proxyAddress").isVisible());
        QVERIFY(scene.at<QLineEdit>("proxyPassword").isVisible());
        QVERIFY(!scene.at<QLabel>("environmentProxy").isVisible());
    }

    void environmentsProxyIsNamed() {
        Scene scene;
        QVERIFY(scene.at<QLabel>("environmentProxy").text().contains(u"directly"_s));
        scene.network.environment = u"http://p.test:3128"_s;
        Q_EMIT scene.network.changed();
        QVERIFY(scene.at<QLabel>("environmentProxy").text().contains(u"http://p.test:3128"_s));
    }

    void nothingCountsUntilItIsApplied() {
        Scene scene;
        QVERIFY(!scene.apply().isEnabled());
        scene.choose(NetworkSettings::Proxy::Fixed);
        QVERIFY(!scene.apply().isEnabled()); // a proxy without an address is none
        scene.at<QLineEdit>("proxyAddress").setText(u" p.test:3128 "_s);
        scene.at<QLineEdit>("proxyUser").setText(u"ann"_s);
        scene.at<QLineEdit>("proxyPassword").setText(u"not-a-real-one"_s);
        scene.at<QLineEdit>("noProxy").setText(u".inner.test"_s);
        scene.at<QLineEdit>("caFile").setText(u"/etc/own.pem"_s);
        scene.at<QSpinBox>("connectSeconds").setValue(5);
        scene.at<QSpinBox>("stallSeconds").setValue(7);
        QCOMPARE(scene.network.applied, 0);
        QTest::mouseClick(&scene.apply(), Qt::LeftButton);
        QCOMPARE(scene.network.applied, 1);
        const NetworkSettings& now = scene.network.now;
        QCOMPARE(now.proxyAddress, u"p.test:3128"_s);
        QCOMPARE(now.proxyUser, u"ann"_s);
        QVERIFY(now.proxyPassword.matches("not-a-real-one"));
        QCOMPARE(now.noProxy, u".inner.test"_s);
        QCOMPARE(now.caFile, u"/etc/own.pem"_s);
        QVERIFY(now.connectTime == 5s && now.stallTime == 7s);
        QVERIFY(!scene.apply().isEnabled());
    }

    void passwordIsNotReadable() {
        Scene scene;
        QCOMPARE(scene.at<QLineEdit>("proxyPassword").echoMode(), QLineEdit::Password);
    }

    void passwordWithoutAKeychainIsSaidToBeInMemoryOnly() {
        NetworkSettings fixed;
        fixed.proxy = NetworkSettings::Proxy::Fixed;
        fixed.proxyAddress = u"p.test"_s;
        fixed.proxyPassword = Secret("not-a-real-one");
        Scene scene(fixed);
        scene.network.place = {SecretPlace::Kind::Memory, u"no keychain answers"_s};
        Q_EMIT scene.network.changed();
        QStringList shown;
        for (const QLabel* label : scene.section.findChildren<QLabel*>())
            if (label->isVisible())
                shown.append(label->text());
        QVERIFY(shown.join(u'\n').contains(u"memory only, until the program ends: no keychain answers"_s));
    }

    void settingsAreTriedBeforeTheyAreApplied() {
        Scene scene;
        QVERIFY(!scene.check().isEnabled());
        scene.at<QLineEdit>("checkAddress").setText(u"https://workspace.test"_s);
        scene.at<QSpinBox>("connectSeconds").setValue(5);
        QTest::mouseClick(&scene.check(), Qt::LeftButton);
        QCOMPARE(scene.network.checkedUrl, QUrl(u"https://workspace.test"_s));
        QVERIFY(scene.network.checkedWith.connectTime == 5s);
        QCOMPARE(scene.network.applied, 0);
        scene.network.give(NetworkCheck{401, 120ms});
        QTRY_COMPARE(scene.outcome().kind(), BannerKind::Success);
        QVERIFY(scene.outcome().message().contains(u"workspace.test answered in 120 ms (HTTP status 401)"_s));
        QVERIFY(!scene.outcome().remedy().isEmpty()); // that they are not applied yet
    }

    void failedTrySaysTheNextStep() {
        Scene scene;
        scene.at<QLineEdit>("checkAddress").setText(u"workspace.test"_s);
        QTest::keyClick(&scene.at<QLineEdit>("checkAddress"), Qt::Key_Return);
        QCOMPARE(scene.network.checkedUrl, QUrl(u"https://workspace.test"_s));
        scene.network.give(failure(ErrorCode::Offline, u"The name was not found."_s, u"Check the spelling."_s));
        QTRY_COMPARE(scene.outcome().kind(), BannerKind::Error);
        QCOMPARE(scene.outcome().remedy(), u"Check the spelling."_s);
    }

    void tryCanBeCancelled() {
        Scene scene;
        scene.at<QLineEdit>("checkAddress").setText(u"https://workspace.test"_s);
        QTest::mouseClick(&scene.check(), Qt::LeftButton);
        QVERIFY(scene.check().text().contains(u"Cancel"_s));
        QTest::mouseClick(&scene.check(), Qt::LeftButton);
        QVERIFY(scene.network.answer.isCanceled());
        QVERIFY(!scene.outcome().isVisible());
        QVERIFY(!scene.check().text().contains(u"Cancel"_s));
    }
};

QTEST_MAIN(TestNetworkSection)
#include "tst_network_section.moc"
