#include "services/auth/EnvFile.h"

#include <QtTest>

using namespace spanglass;
using namespace Qt::StringLiterals;

class tst_env_file : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAValue_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << QByteArray("K=v") << u"v"_s;
        QTest::newRow("export") << QByteArray("export K=v") << u"v"_s;
        QTest::newRow("export and tabs") << QByteArray("\texport\tK=v") << u"v"_s;
        QTest::newRow("blanks around the mark") << QByteArray("K = v ") << u"v"_s;
        QTest::newRow("double quotes") << QByteArray("K=\"a b\"") << u"a b"_s;
        QTest::newRow("single quotes") << QByteArray("K='a # ${X}'") << u"a # ${X}"_s;
        QTest::newRow("comment behind") << QByteArray("K=v # no") << u"v"_s;
        QTest::newRow("mark in a value") << QByteArray("K=v#yes") << u"v#yes"_s;
        QTest::newRow("comment behind quotes") << QByteArray("K=\"v\" # no") << u"v"_s;
        QTest::newRow("comment only") << QByteArray("K=# no") << u"# no"_s;
        QTest::newRow("escapes") << QByteArray("K=\"a\\nb\\\"c\\\\d\"") << u"a\nb\"c\\d"_s;
        QTest::newRow("no escapes in single quotes") << QByteArray("K='a\\nb'") << u"a\\nb"_s;
        QTest::newRow("several lines") << QByteArray("K=\"a\nb\"") << u"a\nb"_s;
        QTest::newRow("equals in the value") << QByteArray("K=a=b") << u"a=b"_s;
        QTest::newRow("empty") << QByteArray("K=") << QString();
        QTest::newRow("Windows line ends") << QByteArray("A=1\r\nK=v\r\n") << u"v"_s;
        QTest::newRow("last of two") << QByteArray("K=a\nK=b") << u"b"_s;
        QTest::newRow("variable") << QByteArray("H=https://x.example\nK=${H}/a") << u"https://x.example/a"_s;
        QTest::newRow("outside variable") << QByteArray("K=${OUT}") << u"from outside"_s;
        QTest::newRow("fallback") << QByteArray("K=${NOPE:-b}") << u"b"_s;
        QTest::newRow("unknown variable") << QByteArray("K=a${NOPE}b") << u"ab"_s;
    }
    void readsAValue() {
        QFETCH(QByteArray, text);
        QFETCH(QString, value);
        QProcessEnvironment outside;
        outside.insert(u"OUT"_s, u"from outside"_s);
        const EnvFile file = EnvFile::parse(text, outside);
        QVERIFY(file.problems.isEmpty());
        QCOMPARE(file.values.value(u"K"_s, u"missing"_s), value);
    }

    void commentsAndBlankLinesAreSkipped() {
        const EnvFile file = EnvFile::parse("# K=no\n\n   # K=no\nA=1\n");
        QCOMPARE(file.values.keys(), QStringList{u"A"_s});
        QVERIFY(file.problems.isEmpty());
    }

    void aLineThatIsNoneIsNamedWithoutItsText() {
        const EnvFile file = EnvFile::parse("A=1\nnot-a-real-secret-but-looks-like-one\nB=2\n");
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems[0].line, 2);
        QVERIFY(!file.problems[0].message.contains("not-a-real"_L1));
        QCOMPARE(file.values.value(u"B"_s), u"2"_s);
    }

    void eachAssignmentTellsItsPlace() {
        const QByteArray text = "# first\nHOST=https://a\nexport URL = \"${HOST}/v1\"  # last\n";
        const EnvFile file = EnvFile::parse(text);
        QCOMPARE(file.entries.size(), 2);
        const EnvFile::Entry& url = file.entries[1];
        QCOMPARE(url.line, 3);
        QCOMPARE(text.mid(url.at, url.length), "\"${HOST}/v1\"");
        QCOMPARE(url.value, u"https://a/v1"_s);
        QCOMPARE(url.references.size(), 1);
        QCOMPARE(url.references[0].first, u"${HOST}"_s);
        QCOMPARE(url.references[0].second, u"https://a"_s);
    }

    void anUnclosedQuoteCostsOneLineOnly() {
        const EnvFile file = EnvFile::parse("A=\"open\nB=2\n");
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems[0].line, 1);
        QCOMPARE(file.values.value(u"B"_s), u"2"_s);
    }

    void variablesThatMultiplyAreCutOff() {
        QByteArray text = "A0=" + QByteArray(1000, 'x') + '\n';
        for (int i = 1; i < 30; ++i) {
            const QByteArray last = "${A" + QByteArray::number(i - 1) + '}';
            text += 'A' + QByteArray::number(i) + '=' + last + last + last + '\n';
        }
        const EnvFile file = EnvFile::parse(text);
        QVERIFY(!file.problems.isEmpty());
        for (const QString& key : file.values.keys())
            QVERIFY(file.values.value(key).size() <= 64 * 1024);
    }

    void aMissingFileIsNamed() {
        const auto file = EnvFile::read(u"/nonexistent/.env"_s);
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(tst_env_file)
#include "tst_env_file.moc"
