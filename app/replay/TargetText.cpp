#include "app/replay/TargetText.h"

#include "services/auth/HostUrl.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Parsed = std::expected<ReplayTarget, QString>;

const auto EnvironmentMark = u"env:"_s;
const auto TakenHeaders = QStringList{u"authorization"_s, u"content-type"_s, u"content-length"_s, u"content-encoding"_s,
    u"host"_s, u"te"_s, u"transfer-encoding"_s, u"x-databricks-uc-table-name"_s, u"x-mlflow-experiment-id"_s};

QString nameOf(const QString& header) { return header.section(u'=', 0, 0).trimmed(); }
QString valueOf(const QString& header) { return header.section(u'=', 1); }

bool isTableName(const QString& name) {
    const QStringList parts = name.split(u'.');
    return parts.size() == 3 && !parts.contains(QString());
}

std::expected<QStringList, QString> headerNames(const TargetOptions& options) {
    // The characters of a token (RFC 9110, 5.6.2).
    static const QRegularExpression token(u"^[-!#$%&'*+.^_`|~0-9A-Za-z]+$"_s);
    QStringList names;
    for (const QString& header : options.headers) {
        const QString name = nameOf(header);
        if (!header.contains(u'=') || !token.match(name).hasMatch())
            return std::unexpected(u"--header takes NAME=VALUE, or NAME=env:VARIABLE for a secret."_s);
        // Signing in may be left to a header where no connection does it.
        const bool signsItself
            = name.compare("authorization"_L1, Qt::CaseInsensitive) == 0 && options.profile.isEmpty();
        if (TakenHeaders.contains(name, Qt::CaseInsensitive) && !signsItself)
            return std::unexpected(u"--header cannot set %1: Spanglass does."_s.arg(name));
        if (names.contains(name, Qt::CaseInsensitive))
            return std::unexpected(u"--header names %1 twice."_s.arg(name));
        names << name;
    }
    return names;
}

/// An address with scheme and host, or what to write instead.
std::expected<QString, QString> address(const QString& text, const QString& example) {
    const QUrl url(text);
    if ((url.scheme() != "http"_L1 && url.scheme() != "https"_L1) || url.host().isEmpty() || !url.isValid())
        return std::unexpected(u"\"%1\" is not an address; one looks like %2."_s.arg(text, example));
    if (!url.userInfo().isEmpty())
        return std::unexpected(u"An address with a password in it is not taken; use --header or --profile."_s);
    return cleanEndpoint(text).value_or(text);
}

/// One target being read; every step may end with a sentence about what is wrong.
class Reader {
public:
    Reader(const TargetOptions& options, const QString& folder)
        : m_options(options)
        , m_folder(folder) { }

    Parsed read(const QString& text) {
        const auto names = headerNames(m_options);
        if (!names)
            return std::unexpected(names.error());
        m_out.headerNames = *names;
        m_out.gzip = m_options.gzip;
        Parsed out = form(text);
        if (!out)
            return out;
        if (const QString stray = strayOption(); !stray.isEmpty())
            return std::unexpected(stray);
        if (!m_out.headerNames.isEmpty() && !m_out.url.isEmpty() && !mayCarrySecrets(m_out.url))
            return std::unexpected(
                u"--header goes to another computer only over https, since its value could be read on the way: write https:// (grpcs:// for gRPC), or leave it out."_s);
        return out;
    }

private:
    Parsed form(const QString& text) {
        const QString scheme = text.section(u':', 0, 0);
        const QString rest = text.section(u':', 1);
        if (scheme == "databricks"_L1)
            return databricks(rest);
        if (scheme == "app"_L1)
            return app(rest);
        if (scheme == "mlflow"_L1)
            return mlflow(rest);
        if (scheme == "file"_L1)
            return file(rest);
        if (scheme == "json"_L1)
            return otlp(rest, OtlpWire::HttpJson);
        if (scheme == "grpc"_L1)
            return otlp(u"http:"_s + rest, OtlpWire::Grpc);
        if (scheme == "grpcs"_L1)
            return otlp(u"https:"_s + rest, OtlpWire::Grpc);
        if (scheme == "http"_L1 || scheme == "https"_L1)
            return otlp(text, OtlpWire::HttpProtobuf);
        return std::unexpected(
            u"\"%1\" is not a target; write databricks, app:URL, mlflow:URL, file:PATH, json:URL, grpc://HOST:PORT, grpcs://HOST:PORT or an http address."_s
                .arg(text));
    }

    Parsed databricks(const QString& table) {
        m_out.kind = TargetKind::Databricks;
        if (!table.isEmpty() && !m_options.table.isEmpty() && table != m_options.table)
            return std::unexpected(u"The target names the table %1 and --table another."_s.arg(table));
        m_out.spansTable = table.isEmpty() ? m_options.table : table;
        m_out.logsTable = m_options.logsTable;
        m_out.metricsTable = m_options.metricsTable;
        if (m_options.profile.isEmpty())
            return std::unexpected(
                u"databricks needs --profile NAME: a connection, or a profile of ~/.databrickscfg."_s);
        for (const QString& each : {m_out.spansTable, m_out.logsTable, m_out.metricsTable}) {
            if (!each.isEmpty() && !isTableName(each))
                return std::unexpected(
                    u"\"%1\" is not the full name of a table; write catalog.schema.table."_s.arg(each));
        }
        if (m_out.spansTable.isEmpty())
            return std::unexpected(
                u"databricks needs --table CATALOG.SCHEMA.TABLE, the one that ends in _otel_spans."_s);
        return m_out;
    }

    Parsed app(const QString& url) {
        m_out.kind = TargetKind::CollectorApp;
        if (m_options.profile.isEmpty())
            return std::unexpected(u"app:URL needs --profile NAME, which signs in there."_s);
        return at(url, u"app:https://collector-1.databricksapps.com"_s);
    }

    Parsed mlflow(const QString& url) {
        m_out.kind = TargetKind::MlflowServer;
        m_out.experimentId = m_options.experiment;
        if (m_out.experimentId.isEmpty())
            return std::unexpected(u"mlflow:URL needs --experiment ID, which its address in a browser shows."_s);
        return at(url, u"mlflow:http://127.0.0.1:5000"_s);
    }

    Parsed otlp(const QString& url, OtlpWire wire) {
        m_out.kind = TargetKind::Otlp;
        m_out.wire = wire;
        return at(url, wire == OtlpWire::Grpc ? u"grpc://127.0.0.1:4317"_s : u"http://127.0.0.1:4318"_s);
    }

    Parsed at(const QString& url, const QString& example) {
        const auto read = address(url, example);
        if (!read)
            return std::unexpected(read.error());
        m_out.url = read->endsWith(u'/') ? read->chopped(1) : *read;
        return m_out;
    }

    Parsed file(const QString& path) {
        static constexpr std::array Endings{
            ".jsonl"_L1, ".pb"_L1, ".jsonl.gz"_L1, ".pb.gz"_L1, ".jsonl.zst"_L1, ".pb.zst"_L1};
        const auto fits = [&path](QLatin1StringView ending) { return path.endsWith(ending); };
        if (std::ranges::none_of(Endings, fits))
            return std::unexpected(
                u"A file to write to ends in .jsonl or .pb, with .gz or .zst when it is to be compressed; \"%1\" does not."_s
                    .arg(path));
        if (!m_out.headerNames.isEmpty())
            return std::unexpected(u"A file takes no --header."_s);
        m_out.kind = TargetKind::File;
        m_out.file = QDir::cleanPath(QDir(m_folder).absoluteFilePath(path));
        return m_out;
    }

    /// Empty when every option belongs to the target.
    QString strayOption() const {
        const bool databricks = m_out.kind == TargetKind::Databricks;
        const bool hasTables
            = !m_options.table.isEmpty() || !m_options.logsTable.isEmpty() || !m_options.metricsTable.isEmpty();
        if (!databricks && hasTables)
            return u"--table, --logs-table and --metrics-table belong to the target databricks."_s;
        if (m_out.kind != TargetKind::MlflowServer && !m_options.experiment.isEmpty())
            return databricks ? u"A Databricks target is named by its table: leave --experiment out."_s
                              : u"--experiment belongs to the target mlflow:URL."_s;
        if (m_out.kind == TargetKind::File && !m_options.profile.isEmpty())
            return u"A file takes no --profile."_s;
        return {};
    }

    const TargetOptions& m_options;
    const QString& m_folder;
    ReplayTarget m_out;
};

} // namespace

Parsed parseTarget(const QString& text, const TargetOptions& options, const QString& folder) {
    return Reader(options, folder).read(text);
}

QString targetHelp() {
    return u"\nTargets:\n"
           "  databricks               a trace table of a workspace: needs --profile and --table\n"
           "  app:URL                  a collector app of a workspace: needs --profile\n"
           "  mlflow:URL               an MLflow server: needs --experiment\n"
           "  http://HOST:4318         any OTLP endpoint, https too; json:http://... sends JSON\n"
           "  grpc://HOST:4317         the same over gRPC; grpcs://... with TLS\n"
           "  file:PATH                a file that ends in .jsonl or .pb, perhaps with .gz or .zst\n"
           "\nThe value of a header may come from the environment: --header x-api-key=env:MY_KEY keeps it out of the\n"
           "command line, which other users can see.\n"_s;
}

Result<TargetHeaders> headerValues(const QStringList& headers) {
    TargetHeaders out;
    for (const QString& header : headers) {
        const QString value = valueOf(header);
        if (!value.startsWith(EnvironmentMark)) {
            out.push_back({nameOf(header), Secret(value.toUtf8())});
            continue;
        }
        const QString variable = value.mid(EnvironmentMark.size());
        const QByteArray found = qgetenv(variable.toUtf8().constData());
        if (found.isEmpty())
            return failure(ErrorCode::NotFound,
                u"The header %1 takes its value from %2, which is not set."_s.arg(nameOf(header), variable),
                u"Set the environment variable %1."_s.arg(variable));
        out.push_back({nameOf(header), Secret(found)});
    }
    for (const TargetHeader& header : out) {
        if (header.value.reveal().contains('\n') || header.value.reveal().contains('\r'))
            return failure(ErrorCode::BadInput,
                u"The value of the header %1 has a line break in it."_s.arg(header.name), u"Give it without one."_s);
    }
    return out;
}

Result<QStringList> withHeaderValues(const QStringList& arguments, const QStringList& headers) {
    QStringList out = arguments;
    for (const QString& header : headers) {
        if (!valueOf(header).startsWith(EnvironmentMark))
            continue;
        const auto value = headerValues({header});
        if (!value)
            return std::unexpected(value.error());
        const QString text = QString::fromUtf8(value->front().value.reveal());
        if (text.startsWith(EnvironmentMark))
            return failure(ErrorCode::BadInput,
                u"The value of the header %1 begins with \"env:\", which cannot be passed on."_s.arg(nameOf(header)),
                u"End the Spanglass that holds the store first."_s);
        const QString filled = nameOf(header) + u'=' + text;
        for (QString& argument : out) {
            if (argument == header)
                argument = filled;
            else if (argument == u"--header="_s + header)
                argument = u"--header="_s + filled;
        }
    }
    return out;
}

} // namespace spanglass
