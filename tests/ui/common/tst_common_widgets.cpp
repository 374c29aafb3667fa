#include "ui/common/Banner.h"
#include "ui/common/CopyButton.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/common/ShortcutSheet.h"
#include "ui/common/Theme.h"
#include "ui/common/WheelGuard.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QHelpEvent>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

bool hasInk(const QImage& image) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 0)
                return true;
        }
    }
    return false;
}

QColor strongest(const QImage& image) {
    QColor found = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > found.alpha())
                found = image.pixelColor(x, y);
        }
    }
    return found;
}

} // namespace

class TestCommonWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMessageWithoutRemedyTakesNoRoomForOne() {
        Banner banner;
        banner.showMessage(BannerKind::Error, u"It failed."_s, u"Try again."_s);
        const int both = banner.sizeHint().height();
        banner.showMessage(BannerKind::Error, u"It failed."_s);
        banner.layout()->activate();
        QVERIFY(banner.sizeHint().height() < both);
    }

    void everyIconPaintsAtEveryDensity_data() {
        QTest::addColumn<QString>("name");
        applicationIcon(); // registers the resources
        QDirIterator files(u":/icons"_s);
        while (files.hasNext()) {
            files.next();
            QTest::newRow(qPrintable(files.fileName())) << files.fileInfo().completeBaseName();
        }
    }

    void everyIconPaintsAtEveryDensity() {
        QFETCH(QString, name);
        const QByteArray latin = name.toLatin1();
        const QIcon icon = themedIcon(QLatin1StringView(latin));
        QVERIFY(!icon.isNull());
        for (const qreal ratio : {1.0, 1.5, 2.0}) {
            const QPixmap pixmap = icon.pixmap(QSize(16, 16), ratio);
            QCOMPARE(pixmap.width(), qRound(16 * ratio));
            QCOMPARE(pixmap.devicePixelRatio(), ratio);
            QVERIFY(hasInk(pixmap.toImage()));
        }
    }

    void iconsFollowTheThemeWithoutBeingMadeAgain() {
        const QIcon icon = themedIcon(QLatin1StringView("stop"));
        applyTheme(*qApp, ThemeChoice::Light);
        const QColor onLight = strongest(icon.pixmap(64).toImage());
        applyTheme(*qApp, ThemeChoice::Dark);
        const QColor onDark = strongest(icon.pixmap(64).toImage());
        QVERIFY(onDark.lightness() > onLight.lightness() + 100);
    }

    void anUnknownIconIsNull() { QVERIFY(themedIcon(QLatin1StringView("no such icon")).isNull()); }

    void aBannerShowsMessageRemedyAndAction() {
        Banner banner;
        QVERIFY(banner.isHidden());
        banner.showMessage(BannerKind::Error, u"Port 4318 is busy."_s, u"Use 4320."_s, u"Use 4320"_s);
        QVERIFY(!banner.isHidden());
        QSignalSpy spy(&banner, &Banner::actionTriggered);
        QTest::mouseClick(banner.findChild<QPushButton*>(u"bannerAction"_s), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(banner.accessibleName(), u"Port 4318 is busy."_s);
    }

    void aKnownFailureIsExplainedInTheBanner() {
        Banner banner;
        banner.showError({ErrorCode::Damaged, u"Query execution error: Stage 0 failed"_s, {}});
        auto* question = banner.findChild<QToolButton*>(u"failureQuestion"_s);
        auto* text = banner.findChild<QLabel*>(u"failureText"_s);
        QVERIFY(question->isVisible() && text->isHidden());
        QVERIFY(!banner.remedy().isEmpty());
        QTest::mouseClick(question, Qt::LeftButton);
        QVERIFY(text->isVisible());
        QVERIFY2(text->text().contains(u"For support: "_s), qPrintable(text->text()));
    }

    void whatIsNotKnownIsNotExplained() {
        Banner banner;
        banner.showError({ErrorCode::Damaged, u"Query execution error: Stage 0 failed"_s, {}});
        banner.showError({ErrorCode::NoSpace, u"The disk is full."_s, u"Make room."_s});
        QVERIFY(banner.findChild<QWidget*>(u"failureNote"_s)->isHidden());
        QCOMPARE(banner.remedy(), u"Make room."_s);
    }

    void aHarmlessFailureIsOnlyAnInformation() {
        Banner banner;
        banner.showError({ErrorCode::NotFound, u"App Not Available"_s, {}});
        QCOMPARE(banner.kind(), BannerKind::Info);
    }

    void aBannerCanBeDismissed() {
        Banner banner;
        banner.showMessage(BannerKind::Info, u"Done."_s);
        QSignalSpy spy(&banner, &Banner::dismissed);
        QTest::mouseClick(banner.findChild<QToolButton*>(u"bannerClose"_s), Qt::LeftButton);
        QVERIFY(banner.isHidden());
        QCOMPARE(spy.count(), 1);
    }

    void aBannerThatTellsAStateCannotBeDismissed() {
        Banner banner;
        banner.setLasting();
        banner.showMessage(BannerKind::Error, u"It is not there."_s);
        banner.show();
        QVERIFY(!banner.findChild<QToolButton*>(u"bannerClose"_s)->isVisible());
    }

    void bannersShowMarkupAsItIs() {
        Banner banner;
        banner.showMessage(BannerKind::Warning, u"<b>bold</b>"_s);
        QCOMPARE(banner.findChild<QLabel*>(u"bannerMessage"_s)->textFormat(), Qt::PlainText);
    }

    void theCopyButtonCopiesTheTextOfTheMoment() {
        QString text = u"first"_s;
        CopyButton button(u"Copy"_s, [&text] { return text; });
        text = u"second"_s;
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), u"second"_s);
        QCOMPARE(button.accessibleName(), u"Copied"_s);
    }

    void anEmptyStateOffersItsButtons() {
        EmptyState state;
        state.setContent(QLatin1StringView("traces"), u"No traces yet"_s, u"Send some."_s);
        QSignalSpy spy(state.addButton(u"Open files"_s), &QPushButton::clicked);
        QTest::mouseClick(state.findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(state.accessibleName(), u"No traces yet"_s);
    }

    void anElidedLabelGivesWayButKeepsItsText() {
        ElidedLabel label(u"a rather long text that cannot fit"_s);
        QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
        QCOMPARE(label.accessibleName(), label.text());
    }

    void theShortcutSheetListsActionsThatHaveKeys() {
        QAction open(u"&Open files…"_s);
        open.setShortcut(QKeySequence::Open);
        QAction about(u"About"_s);
        const ShortcutSection section = shortcutSection(u"File"_s, {&open, &about});
        QCOMPARE(section.entries.size(), 1);
        QCOMPARE(section.entries[0].text, u"Open files"_s);
        auto* sheet = new ShortcutSheet({section});
        sheet->show();
        QStringList texts;
        for (const QLabel* label : sheet->findChildren<QLabel*>())
            texts << label->text();
        QVERIFY(texts.contains(u"Open files"_s));
        QVERIFY(texts.contains(u"Ctrl+O"_s));
        sheet->close();
    }

    void aTextThatIsCutIsToldWholeInItsToolTip_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("what is escaped") << u"bread & butter, which is longer than its place"_s;
        QTest::newRow("what looks like markup") << u"a name that is <b>longer</b> than its place"_s;
    }
    void aTextThatIsCutIsToldWholeInItsToolTip() {
        QFETCH(QString, text);
        ElidedLabel label(text);
        label.resize(60, 20);
        QHelpEvent asked(QEvent::ToolTip, {5, 5}, label.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&label, &asked);
        QVERIFY(Qt::mightBeRichText(QToolTip::text())); // or what is escaped would be shown as such
        QCOMPARE(QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText(), text);
    }

    void aTextThatFitsHasNoToolTip() {
        ElidedLabel label(u"short"_s);
        label.resize(400, 20);
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
        QHelpEvent asked(QEvent::ToolTip, {5, 5}, label.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&label, &asked);
        QVERIFY(!QToolTip::isVisible());
    }

    void theWheelTurnsAFieldOnlyOnceItHasTheFocus() {
        QWidget form;
        auto* number = new QSpinBox(&form);
        number->setValue(50);
        auto* choice = new QComboBox(&form);
        choice->move(0, 60);
        choice->addItems({u"one"_s, u"two"_s});
        auto* other = new QLineEdit(&form);
        WheelGuard::install(form);
        form.show();
        form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        other->setFocus();
        const auto isTaken = [](QWidget* over) {
            const QPointF at(5, 5);
            QWheelEvent roll(at, over->mapToGlobal(at), {}, {0, -120}, {}, {}, Qt::NoScrollPhase, false);
            QApplication::sendEvent(over, &roll);
            return roll.isAccepted();
        };
        QVERIFY(!isTaken(number) && !isTaken(choice)); // so that what is around them scrolls
        QCOMPARE(number->value(), 50);
        QCOMPARE(choice->currentIndex(), 0);
        number->setFocus();
        QVERIFY(isTaken(number));
        QCOMPARE(number->value(), 49);
    }
};

QTEST_MAIN(TestCommonWidgets)
#include "tst_common_widgets.moc"
