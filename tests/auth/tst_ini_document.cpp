#include "services/auth/IniDocument.h"

#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Kept = "; my own notes\n"
                        "[DEFAULT]\n"
                        "host  = https://a.example   # the old one\n"
                        "token = secret;with#marks\n"
                        "x_unknown: 17\n"
                        "\n"
                        "# staging\n"
                        "[Stage]\n"
                        "host=https://b.example\n";

} // namespace

class tst_ini_document : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesOutAsItWentIn_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("comments and odd spacing") << Kept;
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line end at the end") << QByteArray("[a]\nk = v");
        QTest::newRow("Windows line ends") << QByteArray("[a]\r\nk = v\r\n\r\n");
        QTest::newRow("mixed line ends") << QByteArray("[a]\r\nk = v\nl = w\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[a]\nk = v\n");
        QTest::newRow("lines that are nothing") << QByteArray("[a\nnothing\n= v\n[]\n");
        QTest::newRow("only line ends") << QByteArray("\n\n");
    }
    void comesOutAsItWentIn() {
        QFETCH(QByteArray, text);
        QCOMPARE(IniDocument::parse(text).toUtf8(), text);
    }

    void listsSectionsInOrderWithTheirCase() {
        QCOMPARE(IniDocument::parse(Kept).sections(), (QStringList{u"DEFAULT"_s, u"Stage"_s}));
    }

    void valuesBeforeAnySectionBelongToDefault() {
        QCOMPARE(IniDocument::parse("host = h\n[x]\na=1\n").value(u"DEFAULT"_s, u"host"_s), u"h"_s);
    }

    void readsAValue_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << QByteArray("k = v") << u"v"_s;
        QTest::newRow("no blanks") << QByteArray("k=v") << u"v"_s;
        QTest::newRow("colon") << QByteArray("k: v") << u"v"_s;
        QTest::newRow("colon in the value") << QByteArray("k = https://x:1") << u"https://x:1"_s;
        QTest::newRow("comment") << QByteArray("k = v # no") << u"v"_s;
        QTest::newRow("semicolon comment") << QByteArray("k = v ;no") << u"v"_s;
        QTest::newRow("mark without a blank") << QByteArray("k = v#yes;yes") << u"v#yes;yes"_s;
        QTest::newRow("only a comment") << QByteArray("k = # no") << QString();
        QTest::newRow("nothing") << QByteArray("k =") << QString();
        QTest::newRow("quotes") << QByteArray("k = \"v # yes\" # no") << u"v # yes"_s;
        QTest::newRow("unclosed quote") << QByteArray("k = \"v") << u"\"v"_s;
        QTest::newRow("any case") << QByteArray("K = v") << u"v"_s;
        QTest::newRow("indented") << QByteArray("  k = v") << u"v"_s;
        QTest::newRow("last of two") << QByteArray("k = a\nk = b") << u"b"_s;
    }
    void readsAValue() {
        QFETCH(QByteArray, line);
        QFETCH(QString, value);
        QCOMPARE(IniDocument::parse("[s]\n" + line + '\n').value(u"s"_s, u"k"_s).value_or(u"missing"_s), value);
    }

    void aCommentedLineIsNoValue() { QVERIFY(!IniDocument::parse("[s]\n#k = v\n;k = v\n").value(u"s"_s, u"k"_s)); }

    void changesAValueAndNothingElse() {
        auto document = IniDocument::parse(Kept);
        QVERIFY(document.setValue(u"DEFAULT"_s, u"host"_s, u"https://new.example"_s));
        QCOMPARE(document.toUtf8(), QByteArray(Kept).replace("https://a.example", "https://new.example"));
    }

    void addsAKeyBehindTheLastOfItsSection() {
        auto document = IniDocument::parse(Kept);
        QVERIFY(document.setValue(u"DEFAULT"_s, u"auth_type"_s, u"pat"_s));
        QCOMPARE(document.toUtf8(), QByteArray(Kept).replace("x_unknown: 17\n", "x_unknown: 17\nauth_type = pat\n"));
    }

    void addsASectionAtTheEnd() {
        auto document = IniDocument::parse(Kept);
        QVERIFY(document.setValue(u"New one"_s, u"host"_s, u"h"_s));
        QCOMPARE(document.toUtf8(), Kept + "\n[New one]\nhost = h\n");
    }

    void newLinesEndAsTheOthersDo() {
        auto document = IniDocument::parse("[a]\r\nk = v\r\n");
        QVERIFY(document.setValue(u"a"_s, u"l"_s, u"w"_s));
        QVERIFY(document.setValue(u"b"_s, u"m"_s, u"x"_s));
        QCOMPARE(document.toUtf8(), QByteArray("[a]\r\nk = v\r\nl = w\r\n\r\n[b]\r\nm = x\r\n"));
    }

    void startsAFileFromNothing() {
        IniDocument document;
        QVERIFY(document.setValue(u"A"_s, u"host"_s, u"h"_s));
        QCOMPARE(document.toUtf8(), QByteArray("[A]\nhost = h\n"));
    }

    void removesASectionAndKeepsComments() {
        auto document = IniDocument::parse(Kept);
        QVERIFY(document.removeSection(u"Stage"_s));
        QCOMPARE(document.toUtf8(), QByteArray(Kept).replace("[Stage]\nhost=https://b.example\n", ""));
    }

    void removesAKey() {
        auto document = IniDocument::parse(Kept);
        QVERIFY(document.removeValue(u"DEFAULT"_s, u"TOKEN"_s));
        QVERIFY(!document.value(u"DEFAULT"_s, u"token"_s));
        QVERIFY(!document.removeValue(u"DEFAULT"_s, u"token"_s));
    }

    void writesWhatReadsBackTheSame_data() {
        QTest::addColumn<QString>("value");
        for (const QString& value :
            {u"plain"_s, u" blank"_s, u"a # b"_s, u"a ;b"_s, u"#a"_s, u"\"q\""_s, u"a\"b #c"_s, QString()})
            QTest::newRow(qPrintable(value + u'.')) << value;
    }
    void writesWhatReadsBackTheSame() {
        QFETCH(QString, value);
        IniDocument document;
        QVERIFY(document.setValue(u"s"_s, u"k"_s, value));
        QCOMPARE(IniDocument::parse(document.toUtf8()).value(u"s"_s, u"k"_s).value_or(u"missing"_s), value);
    }

    void refusesWhatCannotStandInTheFile() {
        IniDocument document;
        QVERIFY(!document.setValue(u"s"_s, u"k"_s, u"a\n[evil]"_s));
        QVERIFY(!document.setValue(u"a]b"_s, u"k"_s, u"v"_s));
        QVERIFY(!document.setValue(u"s"_s, u"a=b"_s, u"v"_s));
        QVERIFY(document.toUtf8().isEmpty());
    }
};

QTEST_APPLESS_MAIN(tst_ini_document)
#include "tst_ini_document.moc"
