#include "models/common/EnvironmentText.h"

#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class TestEnvironmentText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainValuesStandAsTheyAre() {
        const std::vector<EnvLine> lines{{u"A"_s, u"http://h:1/v1"_s}};
        QCOMPARE(environmentText(lines, EnvStyle::Posix), u"export A=\"http://h:1/v1\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::PowerShell), u"$env:A = \"http://h:1/v1\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::DotEnv), u"A=http://h:1/v1\n"_s);
    }

    void nothingInAValueIsExpanded() {
        const std::vector<EnvLine> lines{{u"A"_s, u"a$b\"c`d"_s}};
        QCOMPARE(environmentText(lines, EnvStyle::Posix), u"export A=\"a\\$b\\\"c\\`d\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::PowerShell), u"$env:A = \"a`$b`\"c``d\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::DotEnv), u"A='a$b\"c`d'\n"_s);
    }

    void aValueWithBlanksIsQuotedInEnvFiles() {
        QCOMPARE(environmentText({{u"A"_s, u"/Shared/my traces"_s}}, EnvStyle::DotEnv), u"A='/Shared/my traces'\n"_s);
        QCOMPARE(environmentText({{u"A"_s, u"o'hara $x"_s}}, EnvStyle::DotEnv), u"A=\"o'hara \\$x\"\n"_s);
    }

    void referencesStayReferences() {
        const std::vector<EnvLine> lines{{u"A"_s, u"x=${TOKEN}"_s, EnvValue::References}};
        QCOMPARE(environmentText(lines, EnvStyle::Posix), u"export A=\"x=${TOKEN}\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::PowerShell), u"$env:A = \"x=${env:TOKEN}\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::DotEnv), u"A=x=${TOKEN}\n"_s);
    }

    void whatACommandPrintsIsAskedForWhenTheLinesRun() {
        const std::vector<EnvLine> lines{{u"A"_s, {}, EnvValue::Printed, {u"show"_s, u"--for"_s, u"o'hara b"_s}}};
        QCOMPARE(environmentText(lines, EnvStyle::Posix), u"export A=\"$(show --for 'o'\\''hara b')\"\n"_s);
        QCOMPARE(environmentText(lines, EnvStyle::PowerShell), u"$env:A = (show --for 'o''hara b')\n"_s);
        const QString file = environmentText(lines, EnvStyle::DotEnv);
        QVERIFY2(file.startsWith(u'#') && file.contains(u"show --for"_s), qPrintable(file));
    }

    void aSecretIsTypedAndNeverStandsInTheLines() {
        const std::vector<EnvLine> lines{{u"A"_s, {}, EnvValue::Typed}};
        QVERIFY(environmentText(lines, EnvStyle::Posix).endsWith(u"read -r A; stty echo; echo; export A\n"_s));
        QVERIFY(environmentText(lines, EnvStyle::PowerShell).contains(u"Read-Host -AsSecureString"_s));
        QVERIFY(environmentText(lines, EnvStyle::DotEnv).startsWith(u"# A is taken from"_s));
    }
};

QTEST_APPLESS_MAIN(TestEnvironmentText)
#include "tst_environment_text.moc"
