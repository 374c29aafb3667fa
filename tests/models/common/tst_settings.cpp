#include "models/common/NetworkKeeping.h"
#include "models/common/Settings.h"
#include "models/common/StoreGroup.h"

#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

template <class F> void forEachSetting(F&& visit) {
    std::apply([&](const auto&... each) { (visit(each), ...); }, setting::all());
}

bool different(bool value) { return !value; }
int different(int value) { return value + 1; }
QString different(const QString& value) {
    if (value == "system"_L1)
        return u"dark"_s;
    return value == "environment"_L1 ? u"fixed"_s : u"other, \"quoted\" =;\n"_s;
}
QStringList different(const QStringList&) { return {u"http://a"_s, u"b,c"_s}; }
QByteArray different(const QByteArray&) { return QByteArray("\0\1\xff=;", 5); }

} // namespace

class TestSettings : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString path() const { return m_folder.filePath(u"settings.ini"_s); }

private Q_SLOTS:
    void init() { QFile::remove(path()); }

    void everySettingHasItsOwnKeyAndTakesItsFallback() {
        QSet<QLatin1StringView> keys;
        int count = 0;
        forEachSetting([&](const auto& each) {
            QVERIFY(each.accepts(each.fallback));
            QVERIFY(each.key.contains(u'/'));
            keys.insert(each.key);
            ++count;
        });
        QCOMPARE(keys.size(), count);
        QCOMPARE(count, 20);
    }

    void everySettingSurvivesTheFile() {
        forEachSetting([&](const auto& each) {
            const auto changed = different(each.fallback);
            {
                QSettings file(path(), QSettings::IniFormat);
                QVERIFY(Settings(file).setValue(each, changed));
            }
            QSettings file(path(), QSettings::IniFormat);
            QCOMPARE(Settings(file).value(each), changed);
        });
    }

    void everySettingFallsBackWhenTheFileHoldsNonsense() {
        QSettings file(path(), QSettings::IniFormat);
        Settings settings(file);
        file.setValue(setting::TextPercent.key, 10'000);
        file.setValue(setting::Theme.key, u"purple"_s);
        file.setValue(setting::ReceiverHttpPort.key, u"not a port"_s);
        QCOMPARE(settings.value(setting::TextPercent), 100);
        QCOMPARE(settings.value(setting::Theme), u"system"_s);
        QCOMPARE(settings.value(setting::ReceiverHttpPort), 4318);
    }

    void theNetworksSettingsAreKeptWithoutThePassword() {
        QSettings file(path(), QSettings::IniFormat);
        Settings settings(file);
        QCOMPARE(networkSettings(settings), NetworkSettings{});
        NetworkSettings network;
        network.proxy = NetworkSettings::Proxy::Fixed;
        network.proxyAddress = u"proxy.test:3128"_s;
        network.proxyUser = u"ann"_s;
        network.noProxy = u".inner.test"_s;
        network.caFile = u"/etc/own.pem"_s;
        network.connectTime = std::chrono::seconds(3);
        network.stallTime = std::chrono::seconds(4);
        NetworkSettings withPassword = network;
        withPassword.proxyPassword = Secret("not-a-real-one");
        keepNetworkSettings(settings, withPassword);
        QCOMPARE(networkSettings(settings), network);
        file.sync();
        QFile kept(path());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(!kept.readAll().contains("not-a-real-one"));
    }

    void aValueOutOfRangeIsRefused() {
        QSettings file(path(), QSettings::IniFormat);
        Settings settings(file);
        QVERIFY(!settings.setValue(setting::ReceiverMaxBodyMiB, 0));
        QCOMPARE(settings.value(setting::ReceiverMaxBodyMiB), 64);
    }

    void onlyARealChangeIsTold() {
        QSettings file(path(), QSettings::IniFormat);
        Settings settings(file);
        QSignalSpy spy(&settings, &Settings::changed);
        settings.setValue(setting::Utc, false);
        QCOMPARE(spy.count(), 0);
        settings.setValue(setting::Utc, true);
        QCOMPARE(spy.count(), 1);
    }

    void theReceiverStaysOnLoopbackWithoutAToken() {
        QSettings file(path(), QSettings::IniFormat);
        const ReceiverSettings receiver = receiverSettings(Settings(file));
        QCOMPARE(receiver, ReceiverSettings{});
        QVERIFY(receiver.httpAddress.isEmpty() && receiver.grpcAddress.isEmpty() && receiver.token.isEmpty());
    }

    void whatIsKeptForAStoreIsReadForThatStoreOnly() {
        QSettings file(path(), QSettings::IniFormat);
        {
            const StoreGroup one(file, u"/a.duckdb"_s);
            file.setValue("filter"_L1, u"status = error"_s);
        }
        {
            const StoreGroup other(file, u"/b.duckdb"_s);
            QVERIFY(!file.contains("filter"_L1));
        }
        const StoreGroup again(file, u"/a.duckdb"_s);
        QCOMPARE(file.value("filter"_L1).toString(), u"status = error"_s);
    }

    void onlyTheStoresUsedLastAreRemembered() {
        QSettings file(path(), QSettings::IniFormat);
        const auto mark = [&file](int store) {
            const StoreGroup group(file, u"/%1.duckdb"_s.arg(store));
            const bool known = file.contains("mark"_L1);
            file.setValue("mark"_L1, true);
            return known;
        };
        for (int store = 0; store < StoreGroup::MaxStores; ++store)
            mark(store);
        mark(0);
        mark(StoreGroup::MaxStores);
        QVERIFY(mark(0));
        QVERIFY(mark(2));
        QVERIFY(!mark(1));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
