#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

// WCAG 2.1: relative luminance and contrast ratio.
double channel(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

double luminance(const QColor& color) {
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private:
    static void bothThemes() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }

private Q_SLOTS:
    void darkAndLightAreToldApart() {
        QVERIFY(isDark(darkPalette()));
        QVERIFY(!isDark(lightPalette()));
    }

    void textIsReadable_data() { bothThemes(); }
    void textIsReadable() {
        QFETCH(QPalette, palette);
        const ThemeColors& c = themeColors(palette);
        const QColor base = palette.color(QPalette::Base);
        const QColor window = palette.color(QPalette::Window);
        const std::pair<QColor, QColor> pairs[]{{palette.color(QPalette::Text), base},
            {palette.color(QPalette::WindowText), window},
            {palette.color(QPalette::ButtonText), palette.color(QPalette::Button)},
            {palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)},
            {palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)},
            {palette.color(QPalette::PlaceholderText), base}, {palette.color(QPalette::Link), base}, {c.error, base},
            {c.warning, base}, {c.success, base}, {c.accent, base}, {c.mutedText, base}, {c.mutedText, window},
            {c.mutedText, c.elevated}, {c.mutedText, c.rowHover}, {c.selectionText, c.selection},
            {c.mutedText, palette.color(QPalette::AlternateBase)}, {c.accent, c.elevated}, {c.error, c.elevated},
            {palette.color(QPalette::Text), c.searchHit}, {palette.color(QPalette::Text), c.rowHover},
            {palette.color(QPalette::Text), c.errorGround}, {palette.color(QPalette::Text), c.warningGround},
            {palette.color(QPalette::Text), c.successGround}, {palette.color(QPalette::Text), c.infoGround}};
        for (const auto& [text, ground] : pairs) {
            const double ratio = contrast(text, ground);
            QVERIFY2(ratio >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(text.name(), ground.name()).arg(ratio)));
        }
    }

    void marksStandOutOnBanners_data() { bothThemes(); }
    void marksStandOutOnBanners() {
        QFETCH(QPalette, palette);
        const ThemeColors& c = themeColors(palette);
        QVERIFY(contrast(c.error, c.errorGround) >= 3.0);
        QVERIFY(contrast(c.warning, c.warningGround) >= 3.0);
        QVERIFY(contrast(c.success, c.successGround) >= 3.0);
        QVERIFY(contrast(c.accent, c.infoGround) >= 3.0);
        QVERIFY(contrast(c.criticalPath, palette.color(QPalette::Base)) >= 3.0);
    }

    void everyServiceColourCarriesItsBarText_data() { bothThemes(); }
    void everyServiceColourCarriesItsBarText() {
        QFETCH(QPalette, palette);
        for (int i = 0; i < ServiceColorCount; ++i) {
            const QColor color = serviceColorAt(i, palette);
            QVERIFY2(contrast(color, palette.color(QPalette::Base)) >= 4.5, qPrintable(color.name()));
            QVERIFY2(contrast(color, themeColors(palette).barText) >= 4.5, qPrintable(color.name()));
        }
    }

    void noTwoServicesShareAColourWhileThereAreOthers() {
        keepServiceColors({});
        QSet<QRgb> colors;
        for (int i = 0; i < ServiceColorCount; ++i)
            colors << serviceColor(u"service-%1"_s.arg(i), lightPalette()).rgb();
        QCOMPARE(colors.size(), ServiceColorCount);
        serviceColor(u"one more", lightPalette());
        QVERIFY(!keptServiceColors().contains(u"one more"_s));
    }

    void aServiceNotSeenAnyMoreMakesRoom() {
        QStringList old;
        for (int i = 0; i < ServiceColorCount; ++i)
            old << u"old-%1"_s.arg(i);
        keepServiceColors(old);
        serviceColor(u"old-3", lightPalette());
        serviceColor(u"fresh", lightPalette());
        QVERIFY(keptServiceColors().contains(u"fresh"_s));
        QVERIFY(keptServiceColors().contains(u"old-3"_s));
    }

    void aServiceKeepsItsColour() {
        keepServiceColors({});
        QCOMPARE(serviceColor(u"checkout", lightPalette()), serviceColor(u"checkout", lightPalette()));
        QCOMPARE(serviceColor(u"checkout", lightPalette()).name(), u"#025353"_s);
        keepServiceColors({});
        serviceColor(u"search", lightPalette()); // wants the same one
        serviceColor(u"checkout", lightPalette());
        const QColor now = serviceColor(u"checkout", lightPalette());
        keepServiceColors(keptServiceColors()); // another start
        QCOMPARE(serviceColor(u"checkout", lightPalette()), now);
        QVERIFY(serviceColor(u"checkout", lightPalette()) != serviceColor(u"cart", lightPalette()));
    }

    void thePaletteFollowsTheChoice() {
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(isDark(QApplication::palette()));
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(!isDark(QApplication::palette()));
    }

    void theSystemsLightSchemeIsTakenAfterADarkChoice() {
        applyTheme(*qApp, ThemeChoice::Dark);
        applyTheme(*qApp, ThemeChoice::System);
        QCOMPARE(QApplication::palette().color(QPalette::Window), lightPalette().color(QPalette::Window));
    }

    void figuresHaveOneWidth() {
        const QFontMetricsF metrics(tabularFont(QApplication::font()));
        for (char16_t digit = u'1'; digit <= u'9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'0'));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
