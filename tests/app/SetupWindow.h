#pragma once

#include "tests/app/WindowBench.h"
#include "ui/common/Banner.h"
#include "ui/setup/FindingsView.h"
#include "ui/setup/SetupPanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>

namespace spanglass::test {

constexpr int SetupPatience = 60'000; // ms; the practice workspace starts, and tables are made

/// Where a window keeps the record and the draft of its setups.
struct OwnDataFolder {
    QTemporaryDir data;
    OwnDataFolder() { qputenv("XDG_DATA_HOME", QFile::encodeName(data.path())); }
};

/// Guided setup in the program's window, as a person's mouse and keys meet it.
struct SetupWindow : OwnDataFolder, WindowBench {
    /// As when the program ends; its own practice workspace is gone with it.
    void leave() {
        window().close();
        session.reset();
    }
    QPushButton* clickable(const QString& name, const QWidget* in) const {
        for (QPushButton* each : in->findChildren<QPushButton*>(name)) {
            if (each->isVisible() && each->isEnabled())
                return each;
        }
        return nullptr;
    }
    void click(const QString& button) const { clickIn(&window(), button); }
    void clickIn(const QWidget* part, const QString& button) const {
        QTRY_VERIFY2_WITH_TIMEOUT(clickable(button, part), qPrintable(button), SetupPatience);
        QTest::mouseClick(clickable(button, part), Qt::LeftButton);
    }
    /// By what stands on it.
    void press(const QString& words) const {
        const auto found = [&]() -> QPushButton* {
            for (QPushButton* each : window().findChildren<QPushButton*>()) {
                if (each->isVisible() && each->isEnabled() && each->text() == words)
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(found(), qPrintable(words), SetupPatience);
        QTest::mouseClick(found(), Qt::LeftButton);
    }
    QString text(const QString& label) const {
        const auto* found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    void clickRow(const QString& list, const QString& end) const {
        QTRY_VERIFY2(shown<QAbstractItemView>(list), qPrintable(list));
        auto* view = shown<QAbstractItemView>(list);
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex at = view->model()->index(row, 0);
            if (!at.data().toString().endsWith(end))
                continue;
            view->scrollTo(at);
            return QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(at).center());
        }
        QFAIL(qPrintable(list + QLatin1StringView(" has no ") + end));
    }
    void choose(const QString& page) const {
        clickRow(QStringLiteral("setupPages"), page);
        QTRY_COMPARE(text(QStringLiteral("pageTitle")), page);
    }
    /// With a connection that needs no window of its own to sign in.
    void signIn(const QString& connection) const {
        window().showPanel(u"setup");
        choose(QStringLiteral("Connection"));
        clickRow(QStringLiteral("setupConnections"), connection);
        QTRY_VERIFY_WITH_TIMEOUT(clickable(QStringLiteral("setupToOverview"), &window()), SetupPatience);
        QVERIFY(settles());
    }
    void typeInto(const QString& field, const QString& words) const {
        QTRY_VERIFY2(shown<QLineEdit>(field), qPrintable(field));
        auto* line = shown<QLineEdit>(field);
        line->selectAll();
        QTest::keyClicks(line, words);
        QCOMPARE(line->text(), words);
    }
    /// By the keyboard, from top to bottom.
    void pick(const QString& box, const QString& choice) const {
        auto* list = shown<QComboBox>(box);
        QVERIFY2(list, qPrintable(box));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        for (int i = 0; i < list->count() && list->currentText() != choice; ++i)
            QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentText(), choice);
    }
    bool settles() const {
        return QTest::qWaitFor([this] { return window().currentPanel()->isSettled(); }, SetupPatience);
    }

    /// The overview's outcome of Apply all.
    Banner* applyAll() const {
        choose(QStringLiteral("Overview"));
        [&] { QVERIFY(settles()); }();
        click(QStringLiteral("applyAll"));
        return outcome(QStringLiteral("overviewResult"));
    }
    Banner* prove() const {
        choose(QStringLiteral("Prove it"));
        click(QStringLiteral("sendProof"));
        return outcome(QStringLiteral("proofResult"));
    }
    Banner* outcome(const QString& banner) const {
        if (!QTest::qWaitFor([&] { return shown<Banner>(banner) && settles(); }, SetupPatience))
            qWarning().noquote() << "The page says:" << texts();
        return shown<Banner>(banner);
    }
    /// What a person reads in the panel.
    QString texts() const {
        QStringList all;
        for (const QLabel* label : window().currentPanel()->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty())
                all << label->text();
        }
        for (const FindingsView* view : window().currentPanel()->findChildren<FindingsView*>()) {
            if (view->isVisible())
                all << view->model().text();
        }
        return all.join(u'\n');
    }

    QWidget* step(const QString& name) const { return shown<QWidget>(QStringLiteral("step-") + name); }
    QString summary(const QString& name) const {
        const auto* label = step(name) ? step(name)->findChild<QLabel*>(QStringLiteral("stepSummary")) : nullptr;
        return label ? label->text() : QString();
    }
    bool isDone(const QString& name) const { return summary(name).startsWith(QStringLiteral("done")); }
    Banner* problem(const QString& name) const {
        auto* banner = step(name) ? step(name)->findChild<Banner*>(QStringLiteral("stepProblem")) : nullptr;
        return banner && banner->isVisible() ? banner : nullptr;
    }
    /// Chooses what was found about this, and gives what the window then says of it.
    QString finding(const QString& name, const QString& subject) const {
        auto* view = step(name)->findChild<FindingsView*>();
        auto* table = view->findChild<QAbstractItemView*>(QStringLiteral("findings"));
        for (int row = 0; row < view->model().rowCount(); ++row) {
            if (!view->model().at(row).subject.contains(subject))
                continue;
            const QModelIndex at = view->model().index(row, FindingsModel::Subject);
            table->scrollTo(at);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(at).center());
            return view->findChild<QLabel*>(QStringLiteral("findingEvidence"))->text() + u'\n'
                + view->findChild<QPlainTextEdit*>(QStringLiteral("findingRemedy"))->toPlainText();
        }
        return {};
    }
};

inline QString said(const Banner* banner) {
    return banner ? QString(banner->message() + u'\n' + banner->remedy()) : QStringLiteral("nothing is said");
}

/// Fails the test unless it is a success.
inline void succeeds(const Banner* banner) {
    QVERIFY2(banner && banner->kind() == BannerKind::Success, qPrintable(said(banner)));
}

/// Fails the test unless it says that everything is applied, or all that can be.
inline void leavesNothing(const Banner* banner) {
    QVERIFY2(banner && (banner->kind() == BannerKind::Success || banner->kind() == BannerKind::Info),
        qPrintable(said(banner)));
}

/// Fails the test unless it is a failure that says this, and what to do next.
inline void failsWith(const Banner* banner, const QString& words, const QString& remedy) {
    QVERIFY2(banner && banner->kind() == BannerKind::Error, qPrintable(said(banner)));
    QVERIFY2(banner->message().contains(words), qPrintable(said(banner)));
    QVERIFY2(!remedy.isEmpty() && banner->remedy().contains(remedy), qPrintable(said(banner)));
}

} // namespace spanglass::test
