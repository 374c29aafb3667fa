#include "app/CommandLine.h"

#include "app/CommandSyntax.h"
#include "app/Paths.h"
#include "app/replay/ReplayOptions.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, ExportFormat>, 5> ExportFormats{{
    {QLatin1StringView("otlp-jsonl"), ExportFormat::OtlpJsonLines},
    {QLatin1StringView("otlp-protobuf"), ExportFormat::OtlpProtobuf},
    {QLatin1StringView("jaeger"), ExportFormat::Jaeger},
    {QLatin1StringView("chrome"), ExportFormat::Chrome},
    {QLatin1StringView("csv"), ExportFormat::Csv},
}};

std::optional<ExportFormat> formatNamed(QStringView name) {
    for (const auto& [known, format] : ExportFormats) {
        if (name == known)
            return format;
    }
    return {};
}

using Parsed = std::expected<Command, QString>;
template <class T> using Read = std::expected<T, QString>;

/// One command line being turned into a command; every step may end with a sentence about what is wrong.
class Reader {
public:
    Reader(const QCommandLineParser& parser, const QString& folder)
        : m_parser(parser)
        , m_folder(folder) { }

    Parsed window() const {
        WindowCommand out;
        if (m_parser.isSet(u"store"_s))
            out.store = path(m_parser.value(u"store"_s));
        for (const QString& file : m_parser.values(u"import"_s))
            out.imports << path(file);
        out.panel = m_parser.value(u"panel"_s);
        if (!out.panel.isEmpty()
            && !QStringList{u"traces"_s, u"receiver"_s, u"sql"_s, u"setup"_s, u"replay"_s, u"diagnostics"_s,
                u"connections"_s, u"settings"_s, u"help"_s}
                    .contains(out.panel))
            return std::unexpected(
                u"--panel takes traces, receiver, sql, setup, replay, diagnostics, connections, settings or help, not \"%1\"."_s
                    .arg(out.panel));
        out.theme = m_parser.value(u"theme"_s);
        if (!out.theme.isEmpty() && out.theme != "light"_L1 && out.theme != "dark"_L1)
            return std::unexpected(u"--theme takes light or dark, not \"%1\"."_s.arg(out.theme));
        out.place = m_parser.value(u"place"_s);
        out.workspace = m_parser.isSet(u"workspace"_s);
        if (m_parser.isSet(u"screenshot"_s))
            out.screenshot = path(m_parser.value(u"screenshot"_s));
        if (m_parser.isSet(u"open"_s)) {
            out.open = TraceId::fromText(m_parser.value(u"open"_s));
            if (!out.open)
                return std::unexpected(notATrace(m_parser.value(u"open"_s)));
        }
        if (auto size = readSize())
            out.size = *size;
        else
            return std::unexpected(size.error());
        return listening(std::move(out));
    }

    Parsed receive() const {
        ReceiveCommand out;
        out.store = store();
        auto forward = readTarget(m_parser, u"forward"_s, m_folder);
        if (!forward)
            return std::unexpected(forward.error());
        out.forward = *std::move(forward);
        out.drains = m_parser.isSet(u"drain"_s);
        out.forwardsNothing = m_parser.isSet(u"no-forward"_s);
        if (out.forwardsNothing && (out.forward || out.drains))
            return std::unexpected(u"--no-forward goes neither with --forward nor with --drain."_s);
        return listening(std::move(out));
    }

    Parsed replay() const {
        auto out = readReplay(m_parser, store(), m_folder);
        if (!out)
            return std::unexpected(out.error());
        return *std::move(out);
    }

    Parsed importFiles() const {
        ImportCommand out{.store = store(), .files = {}, .sample = m_parser.isSet(u"sample"_s)};
        for (const QString& file : m_parser.positionalArguments())
            out.files << streamOrPath(file);
        if (out.files.isEmpty() && !out.sample)
            return std::unexpected(u"import needs at least one file, or --sample."_s);
        return out;
    }

    Parsed exportFile() const {
        ExportCommand out;
        out.store = store();
        const QString format = m_parser.value(u"format"_s);
        if (const auto known = formatNamed(format))
            out.format = *known;
        else
            return std::unexpected(
                u"--format takes otlp-jsonl, otlp-protobuf, jaeger, chrome or csv, not \"%1\"."_s.arg(format));
        for (const QString& text : m_parser.values(u"trace"_s)) {
            const auto id = TraceId::fromText(text);
            if (!id)
                return std::unexpected(notATrace(text));
            out.traces.push_back(*id);
        }
        const auto operand = only(u"export needs one file to write to."_s);
        if (!operand)
            return std::unexpected(operand.error());
        out.file = streamOrPath(*operand);
        return out;
    }

    Parsed sql() const {
        SqlCommand out;
        out.store = store();
        const QString format = m_parser.value(u"format"_s);
        if (format == "json"_L1)
            out.format = TableFormat::Json;
        else if (format == "csv"_L1)
            out.format = TableFormat::Csv;
        else if (!format.isEmpty() && format != "table"_L1)
            return std::unexpected(u"--format takes table, json or csv, not \"%1\"."_s.arg(format));
        const auto operand = only(u"sql needs one statement, in quotes."_s);
        if (!operand)
            return std::unexpected(operand.error());
        out.statement = *operand;
        return there(std::move(out));
    }

    Parsed trace() const {
        TraceCommand out;
        out.store = store();
        const auto operand = only(u"trace needs one trace id."_s);
        if (!operand)
            return std::unexpected(operand.error());
        const auto id = TraceId::fromText(*operand);
        if (!id)
            return std::unexpected(notATrace(*operand));
        out.trace = *id;
        out.table = m_parser.value(u"table"_s);
        if (m_parser.isSet(u"profile"_s) == out.table.isEmpty())
            return std::unexpected(u"trace takes --profile and --table together, or neither."_s);
        return there(std::move(out));
    }

    Parsed setup() const {
        SetupCommand out;
        if (m_parser.value(u"plan"_s).isEmpty())
            return std::unexpected(u"setup needs --plan FILE."_s);
        out.plan = path(m_parser.value(u"plan"_s));
        out.profile = m_parser.value(u"profile"_s);
        out.dryRun = m_parser.isSet(u"dry-run"_s);
        out.proves = !m_parser.isSet(u"no-proof"_s);
        out.replacesToken = m_parser.isSet(u"replace-token"_s);
        return out;
    }

    Parsed doctor() const {
        DoctorCommand out{.store = store(),
            .storeNamed = m_parser.isSet(u"store"_s),
            .profile = m_parser.value(u"profile"_s),
            .env = {},
            .table = m_parser.value(u"table"_s),
            .trace = {},
            .probe = m_parser.isSet(u"probe"_s),
            .json = m_parser.isSet(u"json"_s),
            .report = {}};
        if (m_parser.isSet(u"env"_s))
            out.env = path(m_parser.value(u"env"_s));
        if (m_parser.isSet(u"report"_s)) {
            out.report = path(m_parser.value(u"report"_s));
            if (!QStringList{u"md"_s, u"html"_s, u"zip"_s}.contains(QFileInfo(out.report).suffix().toLower()))
                return std::unexpected(u"--report takes a file that ends in .md, .html or .zip."_s);
        }
        if (m_parser.isSet(u"trace"_s)) {
            out.trace = TraceId::fromText(m_parser.value(u"trace"_s));
            if (!out.trace)
                return std::unexpected(notATrace(m_parser.value(u"trace"_s)));
        }
        if (!out.table.isEmpty() && out.table.split(u'.', Qt::SkipEmptyParts).size() != 3)
            return std::unexpected(u"--table takes a full name, catalog.schema.table."_s);
        if (out.profile.isEmpty() && out.env.isEmpty() && (out.probe || !out.table.isEmpty()))
            return std::unexpected(
                u"--table and --probe need --profile, or --env with a file that names the workspace."_s);
        return out;
    }

    Parsed practice() const {
        PracticeCommand out;
        if (m_parser.isSet(u"port"_s)) {
            bool isPort = false;
            out.port = m_parser.value(u"port"_s).toUShort(&isPort);
            if (!isPort)
                return std::unexpected(u"--port takes a port, not \"%1\"."_s.arg(m_parser.value(u"port"_s)));
        }
        if (m_parser.isSet(u"data"_s))
            out.dataFolder = path(m_parser.value(u"data"_s));
        out.faults = m_parser.values(u"fault"_s);
        return out;
    }

private:
    QString path(const QString& given) const { return QDir::cleanPath(QDir(m_folder).absoluteFilePath(given)); }
    QString streamOrPath(const QString& given) const { return given == StandardStream ? given : path(given); }
    QString store() const { return m_parser.isSet(u"store"_s) ? path(m_parser.value(u"store"_s)) : defaultStoreFile(); }
    static QString notATrace(const QString& text) {
        return u"\"%1\" is not a trace id; one has up to 32 hexadecimal digits."_s.arg(text);
    }

    Read<QString> only(const QString& complaint) const {
        const QStringList operands = m_parser.positionalArguments();
        if (operands.size() != 1 || operands[0].trimmed().isEmpty())
            return std::unexpected(complaint);
        return operands[0];
    }

    Read<QSize> readSize() const {
        const QString text = m_parser.value(u"size"_s);
        if (text.isEmpty())
            return QSize();
        const QStringList parts = text.split(u'x');
        bool wide = false;
        bool high = false;
        const QSize size(parts.value(0).toInt(&wide), parts.value(1).toInt(&high));
        if (parts.size() != 2 || !wide || !high || size.width() < 320 || size.height() < 240 || size.width() > 16384
            || size.height() > 16384)
            return std::unexpected(u"--size takes WIDTHxHEIGHT from 320x240 to 16384x16384, not \"%1\"."_s.arg(text));
        return size;
    }

    /// The workspace to ask in place of the store.
    template <class T> Parsed there(T out) const {
        out.profile = m_parser.value(u"profile"_s);
        out.warehouse = m_parser.value(u"warehouse"_s);
        if (m_parser.isSet(u"profile"_s) && out.profile.isEmpty())
            return std::unexpected(u"--profile needs a name."_s);
        if (!out.profile.isEmpty() && m_parser.isSet(u"store"_s))
            return std::unexpected(u"--store and --profile exclude each other."_s);
        if (out.profile.isEmpty() && !out.warehouse.isEmpty())
            return std::unexpected(u"--warehouse needs --profile."_s);
        return out;
    }

    template <class T> Parsed listening(T out) const {
        const auto http = listener(u"http"_s);
        if (!http)
            return std::unexpected(http.error());
        const auto grpc = listener(u"grpc"_s);
        if (!grpc)
            return std::unexpected(grpc.error());
        out.listen = {*http, *grpc};
        return out;
    }

    Read<std::optional<ListenOption>> listener(const QString& name) const {
        if (!m_parser.isSet(name))
            return std::nullopt;
        const QString text = m_parser.value(name);
        const qsizetype colon = text.lastIndexOf(u':');
        bool isPort = false;
        const quint16 port = text.mid(colon + 1).toUShort(&isPort);
        QString address = colon < 0 ? QString() : text.left(colon);
        if (address.startsWith(u'[') && address.endsWith(u']'))
            address = address.mid(1, address.size() - 2);
        const QHostAddress host(address == "localhost"_L1 ? u"127.0.0.1"_s : address);
        if (!isPort || (!address.isEmpty() && host.isNull()))
            return std::unexpected(
                u"--%1 takes a port, or an address and a port such as 127.0.0.1:4318, not \"%2\"."_s.arg(name, text));
        return ListenOption{address.isEmpty() || host.isLoopback() ? QString() : host.toString(), port};
    }

    const QCommandLineParser& m_parser;
    const QString& m_folder;
};

Parsed read(const QString& verb, const Reader& reader) {
    if (verb == "receive"_L1)
        return reader.receive();
    if (verb == "import"_L1)
        return reader.importFiles();
    if (verb == "export"_L1)
        return reader.exportFile();
    if (verb == "sql"_L1)
        return reader.sql();
    if (verb == "trace"_L1)
        return reader.trace();
    if (verb == "replay"_L1)
        return reader.replay();
    if (verb == "setup"_L1)
        return reader.setup();
    if (verb == "doctor"_L1)
        return reader.doctor();
    if (verb == "practice"_L1)
        return reader.practice();
    return reader.window();
}

Usage wrong(const QString& sentence, const QString& verb) {
    const QString help = verb.isEmpty() ? u"spanglass --help"_s : u"spanglass %1 --help"_s.arg(verb);
    return {2, u"spanglass: %1 See: %2\n"_s.arg(sentence, help)};
}

QString verbNames() {
    QStringList names;
    for (const VerbSyntax& syntax : verbSyntaxes()) {
        if (!syntax.verb.isEmpty())
            names << syntax.verb;
    }
    return names.join(u", "_s);
}

/// A statement that begins with a comment ("-- slow traces") looks like an option, but no option's name holds a blank.
/// What follows a lone "--" is never taken for one.
QStringList withCommentsLast(QStringList arguments) {
    static const QRegularExpression comment(u"^--[^=\\s]*\\s"_s);
    QStringList statements;
    if (!arguments.contains(u"--"_s)) {
        statements = arguments.filter(comment);
        arguments.removeIf([](const QString& argument) { return comment.match(argument).hasMatch(); });
    }
    return statements.isEmpty() ? arguments : arguments << u"--"_s << statements;
}

} // namespace

std::expected<Command, Usage> parseCommandLine(const QStringList& arguments, const QString& folder) {
    const bool hasVerb = !arguments.isEmpty() && !arguments[0].startsWith(u'-');
    const QString verb = hasVerb ? arguments[0] : QString();
    const VerbSyntax* syntax = findVerb(verb);
    if (!syntax)
        return std::unexpected(wrong(u"unknown verb \"%1\"; there are %2."_s.arg(verb, verbNames()), {}));

    QCommandLineParser parser;
    for (const OptionSyntax& option : syntax->options)
        parser.addOption(QCommandLineOption(option.name, option.help, option.value));
    parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    parser.addOption(QCommandLineOption(QStringList{u"v"_s, u"version"_s}));
    // The parser takes the first argument for the program's name.
    if (!parser.parse(hasVerb ? withCommentsLast(arguments) : QStringList{u"spanglass"_s} + arguments))
        return std::unexpected(wrong(parser.errorText(), verb));
    if (parser.isSet(u"help"_s))
        return std::unexpected(Usage{0, helpText(*syntax)});
    if (parser.isSet(u"version"_s))
        return std::unexpected(Usage{0, versionText()});
    if (syntax->operands.isEmpty() && !parser.positionalArguments().isEmpty())
        return std::unexpected(wrong(u"unexpected \"%1\"."_s.arg(parser.positionalArguments()[0]), verb));

    Parsed parsed = read(verb, Reader(parser, folder));
    if (!parsed)
        return std::unexpected(wrong(parsed.error(), verb));
    return std::move(*parsed);
}

QString storeOf(const Command& command) {
    return std::visit(
        [](const auto& options) {
            if constexpr (requires { options.store; })
                return options.store;
            else
                return QString();
        },
        command);
}

} // namespace spanglass
