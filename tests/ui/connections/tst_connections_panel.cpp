#include "tests/support/FakeConnections.h"
#include "ui/common/Banner.h"
#include "ui/connections/ConnectionsPanel.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

/// The panel as a person uses it, with connections in memory.
class tst_connections_panel : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<FakeConnections> m_control;
    std::unique_ptr<ConnectionsPanel> m_panel;

    void open(QList<Connection> connections) {
        m_panel.reset();
        m_control = std::make_unique<FakeConnections>();
        m_control->list = std::move(connections);
        m_panel = std::make_unique<ConnectionsPanel>(*m_control);
        m_panel->resize(1000, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    template <class T> T* find(const QString& name) const {
        auto* found = m_panel->findChild<T*>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    QPushButton* button(const QString& name) const { return find<QPushButton>(name); }
    void type(const QString& field, const QString& text) const {
        auto* line = find<QLineEdit>(field);
        line->selectAll();
        QTest::keyClicks(line, text);
    }

private Q_SLOTS:
    void cleanup() { m_panel.reset(); }

    void anEmptyPanelOffersTheFirstConnection() {
        open({});
        QPushButton* first = nullptr;
        for (auto* one : m_panel->findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == "New connection"_L1)
                first = one;
        QVERIFY(first);
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(find<QLineEdit>(u"nameField"_s)->isVisible());
    }

    void aConnectionIsEnteredByKeyboard() {
        open({});
        QTest::keySequence(m_panel.get(), QKeySequence::New);
        QTRY_VERIFY(find<QLineEdit>(u"nameField"_s)->isVisible());
        QVERIFY(!button(u"saveConnection"_s)->isEnabled());
        type(u"nameField"_s, u"Mine"_s);
        type(u"hostField"_s, u"w.example"_s);
        QVERIFY(button(u"saveConnection"_s)->isEnabled());
        QTest::keyClick(find<QLineEdit>(u"hostField"_s), Qt::Key_Return);
        QTRY_COMPARE(m_control->list.size(), 1);
        QCOMPARE(m_control->list[0].settings.name, u"Mine"_s);
        QTRY_COMPARE(find<QLabel>(u"connectionName"_s)->text(), u"Mine"_s);
    }

    void onlyFieldsThatBelongAreShown() {
        open({});
        QTest::keySequence(m_panel.get(), QKeySequence::New);
        auto* credential = find<QComboBox>(u"credentialKind"_s);
        QVERIFY(!find<QLineEdit>(u"secretField"_s)->isVisible());
        credential->setCurrentIndex(credential->findData(QVariant::fromValue(CredentialKind::ClientSecret)));
        QVERIFY(find<QLineEdit>(u"clientIdField"_s)->isVisible());
        QVERIFY(find<QLineEdit>(u"secretField"_s)->isVisible());
        QCOMPARE(find<QLineEdit>(u"secretField"_s)->echoMode(), QLineEdit::Password);
        auto* kind = find<QComboBox>(u"connectionKind"_s);
        kind->setCurrentIndex(kind->findData(QVariant::fromValue(ConnectionKind::Otlp)));
        QCOMPARE(credential->currentData().value<CredentialKind>(), CredentialKind::None);
        QVERIFY(!find<QLineEdit>(u"warehouseField"_s)->isVisible());
    }

    void aRefusedSaveKeepsWhatWasTyped() {
        open({});
        m_control->refusal = Error{ErrorCode::Conflict, u"There is one already"_s, u"Choose another name."_s};
        QTest::keySequence(m_panel.get(), QKeySequence::New);
        type(u"nameField"_s, u"Mine"_s);
        type(u"hostField"_s, u"w.example"_s);
        QTest::mouseClick(button(u"saveConnection"_s), Qt::LeftButton);
        QTRY_VERIFY(find<Banner>(u"formError"_s)->isVisible());
        QCOMPARE(find<QLineEdit>(u"nameField"_s)->text(), u"Mine"_s);
    }

    void anOwnConnectionIsWrittenAsAProfile() {
        open({ownConnection(u"a"_s, u"My Work"_s, CredentialKind::Browser)});
        QTest::mouseClick(button(u"writeProfile"_s), Qt::LeftButton);
        auto* dialog = m_panel->findChild<QInputDialog*>(u"nameDialog"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->textValue(), u"my-work"_s);
        dialog->accept();
        QCOMPARE(m_control->profiles, QStringList{u"a as my-work"_s});
    }

    void anAddedFileIsForgotten() {
        Connection found = ownConnection(u"file:x"_s, u"x.env"_s, CredentialKind::AccessToken);
        found.origin = ConnectionOrigin::EnvFile;
        found.addedFile = u"/somewhere/x.env"_s;
        open({found, ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser)});
        QVERIFY(m_panel->select(u"file:x"_s));
        QVERIFY(!button(u"writeProfile"_s)->isVisible());
        QTest::mouseClick(button(u"forgetEnvFile"_s), Qt::LeftButton);
        QTRY_COMPARE(m_control->list.size(), 1);
        QTRY_COMPARE(find<QLabel>(u"connectionName"_s)->text(), u"A"_s);
        QVERIFY(!button(u"forgetEnvFile"_s)->isVisible());
    }

    void escapeGivesUpEntering() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser)});
        QTest::keySequence(m_panel.get(), QKeySequence::New);
        QTRY_VERIFY(find<QLineEdit>(u"nameField"_s)->isVisible());
        QTest::keyClick(find<QLineEdit>(u"nameField"_s), Qt::Key_Escape);
        QVERIFY(!find<QLineEdit>(u"nameField"_s)->isVisible());
        QVERIFY(find<QLabel>(u"connectionName"_s)->isVisible());
    }

    void aTestShowsWhoWeAre() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::AccessToken)});
        QTest::mouseClick(button(u"checkConnection"_s), Qt::LeftButton);
        QCOMPARE(m_control->checks, QStringList{u"a"_s});
        QVERIFY(find<QWidget>(u"connectionProgress"_s)->isVisible());
        QVERIFY(!button(u"checkConnection"_s)->isEnabled());
        ConnectionReport report;
        report.who = u"me@x.example"_s;
        m_control->answer(report);
        QTRY_VERIFY(find<QWidget>(u"reportFacts"_s)->isVisible());
        QVERIFY(!find<QWidget>(u"connectionProgress"_s)->isVisible());
        bool shown = false;
        for (auto* label : find<QWidget>(u"reportFacts"_s)->findChildren<QLabel*>())
            shown = shown || label->text() == "me@x.example"_L1;
        QVERIFY(shown);
    }

    void aFailureShowsItsRemedyAndDetails() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::AccessToken)});
        QTest::mouseClick(button(u"checkConnection"_s), Qt::LeftButton);
        ConnectionReport report;
        report.problem = Error{ErrorCode::NeedsSignIn, u"Not accepted"_s, u"Sign in again."_s};
        report.details = u"Request id: r-9"_s;
        m_control->answer(report);
        auto* banner = find<Banner>(u"connectionProblem"_s);
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->remedy(), u"Sign in again."_s);
        QVERIFY(find<QWidget>(u"copyDetails"_s)->isVisible());
    }

    void aTestCanBeCancelled() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser)});
        QTest::mouseClick(button(u"signIn"_s), Qt::LeftButton);
        QVERIFY(!m_panel->isSettled());
        Q_EMIT m_control->browserOpened(u"a"_s, QUrl(u"https://a.example/authorize"_s));
        QVERIFY(find<QWidget>(u"copyAddress"_s)->isVisible());
        QTest::mouseClick(button(u"cancelCheck"_s), Qt::LeftButton);
        QVERIFY(m_control->isCancelled());
        QVERIFY(!find<QWidget>(u"connectionProgress"_s)->isVisible());
        QVERIFY(!find<Banner>(u"connectionProblem"_s)->isVisible());
        QVERIFY(m_panel->isSettled());
    }

    void removingAsksFirst() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser)});
        QTest::mouseClick(button(u"removeConnection"_s), Qt::LeftButton);
        QCOMPARE(m_control->list.size(), 1);
        auto* question = find<Banner>(u"removeQuestion"_s);
        QVERIFY(question->isVisible());
        QTest::mouseClick(question->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE(m_control->list.size(), 0);
    }

    void foundConnectionsCannotBeChangedButCopied() {
        auto profile = ownConnection(u"profile:P"_s, u"P"_s, CredentialKind::AccessToken);
        profile.origin = ConnectionOrigin::Profile;
        open({profile});
        QVERIFY(!button(u"editConnection"_s)->isVisible());
        QVERIFY(!button(u"removeConnection"_s)->isVisible());
        QTest::mouseClick(button(u"copyConnection"_s), Qt::LeftButton);
        QCOMPARE(find<QLineEdit>(u"nameField"_s)->text(), u"P"_s);
        QVERIFY(find<QLineEdit>(u"secretField"_s)->text().isEmpty());
    }

    void severalCredentialsAreAskedAbout() {
        auto profile = ownConnection(u"profile:P"_s, u"P"_s, CredentialKind::AccessToken);
        profile.origin = ConnectionOrigin::Profile;
        profile.choices = {CredentialKind::AccessToken, CredentialKind::ClientSecret};
        profile.problem = Error{ErrorCode::Conflict, u"More than one"_s, u"Choose."_s};
        open({profile});
        QVERIFY(!button(u"checkConnection"_s)->isEnabled());
        QTest::mouseClick(button(u"choose-client-secret"_s), Qt::LeftButton);
        QTRY_COMPARE(m_control->list[0].settings.credential, CredentialKind::ClientSecret);
        QTRY_VERIFY(button(u"checkConnection"_s)->isEnabled());
    }

    void memoryOnlyIsSaidBesideTheList() {
        open({});
        m_control->place = {SecretPlace::Kind::Memory, u"no session bus"_s};
        Q_EMIT m_control->changed();
        QVERIFY(find<QLabel>(u"secretPlaceNote"_s)->text().contains("memory"_L1));
    }

    void theSelectedConnectionComesBack() {
        open({ownConnection(u"a"_s, u"A"_s, CredentialKind::Browser),
            ownConnection(u"b"_s, u"B"_s, CredentialKind::Browser)});
        QVERIFY(m_panel->select(u"b"_s));
        QSettings file(QDir::temp().filePath(u"tst_connections_panel.ini"_s), QSettings::IniFormat);
        m_panel->saveState(file);
        ConnectionsPanel again(*m_control);
        again.restoreState(file);
        QCOMPARE(again.findChild<QListView*>(u"connectionList"_s)->currentIndex().row(), 1);
        file.clear();
    }
};

QTEST_MAIN(tst_connections_panel)
#include "tst_connections_panel.moc"
