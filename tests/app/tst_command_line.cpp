#include "app/CommandLine.h"
#include "app/CommandSyntax.h"
#include "app/Display.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

auto parse(const QStringList& arguments) { return parseCommandLine(arguments, u"/work/here"_s); }

template <class T> T parsed(const QStringList& arguments) {
    const auto command = parse(arguments);
    if (!command || !std::holds_alternative<T>(*command)) {
        QTest::qFail("not that command", __FILE__, __LINE__);
        return {};
    }
    return std::get<T>(*command);
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingOpensTheWindow() {
        const auto window = parsed<WindowCommand>({});
        QVERIFY(window.store.isEmpty() && window.imports.isEmpty() && !window.open);
    }

    void theWindowTakesItsFlags() {
        const auto window = parsed<WindowCommand>(
            {u"--store"_s, u"a.duckdb"_s, u"--import"_s, u"x.json"_s, u"--import"_s, u"/y.json"_s, u"--open"_s,
                u"a3ce929d0e0e4736"_s, u"--panel"_s, u"receiver"_s, u"--place"_s, u"agents on acme"_s, u"--workspace"_s,
                u"--screenshot"_s, u"o.png"_s, u"--size"_s, u"1280x800"_s, u"--theme"_s, u"dark"_s});
        QCOMPARE(window.store, u"/work/here/a.duckdb"_s);
        QCOMPARE(window.imports, (QStringList{u"/work/here/x.json"_s, u"/y.json"_s}));
        QCOMPARE(window.open->low, 0xa3ce929d0e0e4736ull);
        QCOMPARE(window.panel, u"receiver"_s);
        QCOMPARE(window.place, u"agents on acme"_s);
        QVERIFY(window.workspace);
        QCOMPARE(window.screenshot, u"/work/here/o.png"_s);
        QCOMPARE(window.size, QSize(1280, 800));
        QCOMPARE(window.theme, u"dark"_s);
    }

    void addressesMayBeAPortAlone() {
        const auto receive = parsed<ReceiveCommand>({u"receive"_s, u"--http"_s, u"0"_s, u"--grpc"_s, u"[::1]:4317"_s});
        QCOMPARE(receive.listen.http, (ListenOption{QString(), 0}));
        QCOMPARE(receive.listen.grpc, (ListenOption{QString(), 4317}));
    }

    void eachListenerHasItsOwnAddress() {
        const auto receive
            = parsed<ReceiveCommand>({u"receive"_s, u"--http"_s, u"0.0.0.0:4318"_s, u"--grpc"_s, u"0"_s});
        QCOMPARE(receive.listen.http, (ListenOption{u"0.0.0.0"_s, 4318}));
        QCOMPARE(receive.listen.grpc, (ListenOption{QString(), 0}));
    }

    void aListenerThatIsNotNamedIsLeftToTheSettings() {
        const auto receive = parsed<ReceiveCommand>({u"receive"_s, u"--http"_s, u"4000"_s});
        QVERIFY(receive.listen.http && !receive.listen.grpc);
    }

    void verbsComeWithTheirOperands() {
        QCOMPARE(parsed<ImportCommand>({u"import"_s, u"a"_s, u"b"_s}).files,
            (QStringList{u"/work/here/a"_s, u"/work/here/b"_s}));
        const auto file = parsed<ExportCommand>(
            {u"export"_s, u"--format"_s, u"csv"_s, u"--trace"_s, u"1"_s, u"--trace"_s, u"2"_s, u"o.csv"_s});
        QCOMPARE(file.format, ExportFormat::Csv);
        QCOMPARE(file.traces.size(), std::size_t(2));
        QCOMPARE(file.file, u"/work/here/o.csv"_s);
        const auto sql = parsed<SqlCommand>({u"sql"_s, u"--format"_s, u"json"_s, u"SELECT 1"_s});
        QCOMPARE(sql.statement, u"SELECT 1"_s);
        QCOMPARE(sql.format, TableFormat::Json);
        QCOMPARE(parsed<TraceCommand>({u"trace"_s, u"2a"_s}).trace.low, 0x2aull);
    }

    void aTokenIsReplacedOnlyWhenThatIsSaid() {
        QVERIFY(!parsed<SetupCommand>({u"setup"_s, u"--plan"_s, u"p.json"_s}).replacesToken);
        QVERIFY(parsed<SetupCommand>({u"setup"_s, u"--plan"_s, u"p.json"_s, u"--replace-token"_s}).replacesToken);
    }

    void aStatementMayBeginWithAComment() {
        const QString statement = u"-- Find slow traces (root span duration > 10s)\nSELECT 1"_s;
        QCOMPARE(parsed<SqlCommand>({u"sql"_s, statement, u"--format"_s, u"csv"_s}).statement, statement);
        QCOMPARE(parsed<SqlCommand>({u"sql"_s, u"--slow\nSELECT 1"_s}).statement, u"--slow\nSELECT 1"_s);
        QCOMPARE(parsed<SqlCommand>({u"sql"_s, u"--store=a b"_s, statement}).store, u"/work/here/a b"_s);
        QCOMPARE(parsed<SqlCommand>({u"sql"_s, u"--"_s, statement}).statement, statement);
    }

    void verbsUseTheDefaultStoreWhenNoneIsNamed() {
        QVERIFY(parsed<SqlCommand>({u"sql"_s, u"SELECT 1"_s}).store.endsWith(u"/spanglass.duckdb"_s));
    }

    void wrongUsageSaysWhatIsWrong_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("store and profile") << QStringList{u"sql"_s, u"--store"_s, u"a"_s, u"--profile"_s, u"p"_s,
            u"SELECT 1"_s} << u"--store and --profile exclude each other."_s;
        QTest::newRow("warehouse of nothing")
            << QStringList{u"sql"_s, u"--warehouse"_s, u"w"_s, u"SELECT 1"_s} << u"--warehouse needs --profile."_s;
        QTest::newRow("profile without table") << QStringList{u"trace"_s, u"--profile"_s, u"p"_s, u"2a"_s}
                                               << u"trace takes --profile and --table together, or neither."_s;
        QTest::newRow("unknown verb") << QStringList{u"watch"_s}
                                      << u"unknown verb \"watch\"; there are receive, import, export, sql, trace,"_s;
        QTest::newRow("unknown option") << QStringList{u"sql"_s, u"--colour"_s, u"SELECT 1"_s} << u"colour"_s;
        QTest::newRow("option without value") << QStringList{u"sql"_s, u"--store"_s} << u"store"_s;
        QTest::newRow("sql without statement") << QStringList{u"sql"_s} << u"one statement"_s;
        QTest::newRow("sql with two") << QStringList{u"sql"_s, u"a"_s, u"b"_s} << u"one statement"_s;
        QTest::newRow("sql format") << QStringList{u"sql"_s, u"--format"_s, u"xml"_s, u"a"_s} << u"\"xml\""_s;
        QTest::newRow("import nothing") << QStringList{u"import"_s} << u"at least one file"_s;
        QTest::newRow("export format") << QStringList{u"export"_s, u"out"_s} << u"--format takes"_s;
        QTest::newRow("export nothing") << QStringList{u"export"_s, u"--format"_s, u"csv"_s} << u"one file"_s;
        QTest::newRow("trace id") << QStringList{u"trace"_s, u"xyz"_s} << u"not a trace id"_s;
        QTest::newRow("open id") << QStringList{u"--open"_s, u"xyz"_s} << u"not a trace id"_s;
        QTest::newRow("port") << QStringList{u"receive"_s, u"--http"_s, u"70000"_s} << u"--http takes"_s;
        QTest::newRow("address") << QStringList{u"receive"_s, u"--grpc"_s, u"here:1"_s} << u"--grpc takes"_s;
        QTest::newRow("stray operand") << QStringList{u"receive"_s, u"now"_s} << u"unexpected \"now\""_s;
        QTest::newRow("size") << QStringList{u"--size"_s, u"10x10"_s} << u"--size takes"_s;
        QTest::newRow("practice port") << QStringList{u"practice"_s, u"--port"_s, u"http"_s} << u"--port takes"_s;
        QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s} << u"--theme takes"_s;
    }

    void wrongUsageSaysWhatIsWrong() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto command = parse(arguments);
        QVERIFY(!command);
        QCOMPARE(command.error().status, 2);
        QVERIFY2(command.error().text.contains(says), qPrintable(command.error().text));
        QCOMPARE(command.error().text.count(u'\n'), 1);
        QVERIFY(command.error().text.contains("--help"_L1));
    }

    void everyVerbHasHelpAndVersion() {
        for (const VerbSyntax& syntax : verbSyntaxes()) {
            const QStringList verb = syntax.verb.isEmpty() ? QStringList() : QStringList{syntax.verb};
            const auto help = parse(verb + QStringList{u"--help"_s});
            QVERIFY(!help && help.error().status == 0);
            QVERIFY(
                help.error().text.contains("Usage: spanglass"_L1) && help.error().text.contains("Options:\n  --"_L1));
            const auto version = parse(verb + QStringList{u"--version"_s});
            QVERIFY(!version && version.error().status == 0);
            QVERIFY(version.error().text.startsWith("spanglass "_L1));
        }
    }

    void aMissingDisplayNamesTheWaysOut() {
        const QByteArray display = qgetenv("DISPLAY");
        const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
        QVERIFY(!missingDisplay()); // the test's own QT_QPA_PLATFORM is an answer
        qunsetenv("QT_QPA_PLATFORM");
        const auto problem = missingDisplay();
        qputenv("QT_QPA_PLATFORM", platform);
        qputenv("DISPLAY", display);
        QVERIFY(problem && problem->contains("xvfb-run"_L1) && problem->contains("sql"_L1));
    }

    void practiceTakesItsPortFolderAndFaults() {
        const auto command = parseCommandLine(
            {u"practice"_s, u"--port"_s, u"8123"_s, u"--data"_s, u"d"_s, u"--fault"_s, u"a"_s, u"--fault"_s, u"b"_s},
            u"/home/x"_s);
        QVERIFY(command.has_value());
        const auto& practice = std::get<PracticeCommand>(*command);
        QCOMPARE(practice.port, quint16(8123));
        QCOMPARE(practice.dataFolder, u"/home/x/d"_s);
        QCOMPARE(practice.faults, QStringList({u"a"_s, u"b"_s}));
        QVERIFY(storeOf(*command).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
