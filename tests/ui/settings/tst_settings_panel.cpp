#include "tests/ui/main/FakeServices.h"

#include "models/common/Settings.h"
#include "services/core/NetworkControl.h"
#include "ui/common/Banner.h"
#include "ui/settings/SettingsPanel.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

/// A network that needs nothing.
class PlainNetwork final : public NetworkControl {
public:
    const NetworkSettings& settings() const override { return m_settings; }
    void apply(const NetworkSettings& settings) override { m_settings = settings; }
    QString environmentProxy() const override { return {}; }
    SecretPlace secretPlace() const override { return {SecretPlace::Kind::Keychain, {}}; }
    QFuture<Result<NetworkCheck>> check(const QUrl&, const NetworkSettings&) override {
        return QtFuture::makeReadyFuture(Result<NetworkCheck>(NetworkCheck{}));
    }

private:
    NetworkSettings m_settings;
};

} // namespace

class TestSettingsPanel : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_file;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FakeReceiver> m_receiver;
    std::unique_ptr<FakeStore> m_store;
    PlainNetwork m_network;
    std::unique_ptr<SettingsPanel> m_panel;

    template <class T> T* find(const QString& name) { return m_panel->findChild<T*>(name); }
    void press(const QString& name) {
        auto* button = find<QPushButton>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        button->click();
    }
    /// The question that is being asked, if any.
    Banner* question() {
        for (Banner* banner : m_panel->findChildren<Banner*>()) {
            if (banner->isVisible() && banner->kind() == BannerKind::Warning)
                return banner;
        }
        return nullptr;
    }
    void agree() { question()->findChild<QPushButton*>(u"bannerAction"_s)->click(); }

private Q_SLOTS:
    void init() {
        QFile::remove(m_folder.filePath(u"s.ini"_s));
        m_file = std::make_unique<QSettings>(m_folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        m_settings = std::make_unique<Settings>(*m_file);
        m_receiver = std::make_unique<FakeReceiver>();
        m_receiver->start({});
        m_store = std::make_unique<FakeStore>();
        m_store->m_status.bytes = 500u << 20;
        m_store->m_status.traces = 12;
        m_store->m_status.spans = 40;
        m_panel = std::make_unique<SettingsPanel>(*m_settings, *m_receiver, m_network, *m_store);
        m_panel->resize(1000, 1200);
        m_panel->show();
    }

    void cleanup() { m_panel.reset(); }

    void aLimitThatRemovesTracesIsAskedFirst() {
        find<QSpinBox>(u"retentionSize"_s)->setValue(100);
        press(u"applyRetention"_s);
        QVERIFY(question());
        QCOMPARE(m_store->m_status.retention, Retention());
        agree();
        QCOMPARE(m_store->m_status.retention.maxBytes, std::optional<std::uint64_t>(100u << 20));
    }

    void scrollingPastAFieldLeavesItAsItIs() {
        auto* days = find<QSpinBox>(u"retentionDays"_s);
        const int before = days->value();
        const QPointF at(5, 5);
        QWheelEvent roll(at, days->mapToGlobal(at), {}, {0, -120}, {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(days, &roll);
        QCOMPARE(days->value(), before);
    }

    void aShorterTimeIsAskedFirst() {
        find<QSpinBox>(u"retentionDays"_s)->setValue(3);
        press(u"applyRetention"_s);
        QVERIFY(question());
        QCOMPARE(m_store->m_status.retention, Retention());
    }

    void aWiderLimitIsTakenAtOnce() {
        find<QSpinBox>(u"retentionDays"_s)->setValue(90);
        press(u"applyRetention"_s);
        QVERIFY(!question());
        QCOMPARE(m_store->m_status.retention.maxAge, std::optional(Nanos{90ll * 86'400'000'000'000}));
    }

    void bothLimitsCanBeSwitchedOff() {
        find<QCheckBox>(u"retentionBySize"_s)->setChecked(false);
        find<QCheckBox>(u"retentionByAge"_s)->setChecked(false);
        press(u"applyRetention"_s);
        QCOMPARE(m_store->m_status.retention, (Retention{std::nullopt, std::nullopt}));
    }

    void theStoreIsEmptiedOnlyAfterAQuestion() {
        press(u"clearStore"_s);
        QCOMPARE(m_store->m_cleared, 0);
        QVERIFY(question()->message().contains(u"12 traces"_s));
        agree();
        QTRY_COMPARE(m_store->m_cleared, 1);
        QTRY_VERIFY(!find<QPushButton>(u"clearStore"_s)->isEnabled());
    }

    void portsAreAppliedAndKept() {
        find<QSpinBox>(u"httpPort"_s)->setValue(14318);
        press(u"applyReceiver"_s);
        QCOMPARE(m_receiver->m_settings.httpPort, quint16(14318));
        QCOMPARE(m_receiver->m_settings.grpcPort, quint16(4317));
        QCOMPARE(m_settings->value(setting::ReceiverHttpPort), 14318);
    }

    void otherMachinesNeedATokenThatIsNotKept() {
        find<QCheckBox>(u"otherMachines"_s)->setChecked(true);
        const QString token = find<QLineEdit>(u"token"_s)->text();
        QVERIFY(token.size() >= 32);
        QVERIFY(question()); // plain words about what it means
        press(u"applyReceiver"_s);
        QCOMPARE(m_receiver->m_settings.token, token);
        QCOMPARE(m_receiver->m_settings.httpAddress, u"0.0.0.0"_s);
        QCOMPARE(m_receiver->m_settings.grpcAddress, u"0.0.0.0"_s);
        m_file->sync();
        QFile file(m_file->fileName());
        static_cast<void>(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(token.toUtf8()));
    }

    void aReceiverStartedOtherwiseCanBeBroughtBackToTheSettings() {
        QVERIFY(!find<QPushButton>(u"applyReceiver"_s)->isEnabled());
        ReceiverSettings other;
        other.httpPort = 5000;
        m_receiver->start(other);
        press(u"applyReceiver"_s);
        QCOMPARE(m_receiver->m_settings.httpPort, quint16(4318));
    }

    void theThemeIsASetting() {
        auto* theme = find<QComboBox>(u"theme"_s);
        QVERIFY(theme);
        const int dark = theme->findData(u"dark"_s);
        theme->setCurrentIndex(dark);
        Q_EMIT theme->activated(dark); // as a person chooses
        QCOMPARE(m_settings->value(setting::Theme), u"dark"_s);
    }
};

QTEST_MAIN(TestSettingsPanel)
#include "tst_settings_panel.moc"
