#include "models/replay/TargetChecks.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("TargetChecks", text); }

/// RFC 9110, section 5.6.2.
bool isToken(const QString& name) {
    const auto allowed
        = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || "!#$%&'*+-.^_`|~"_L1.contains(c)); };
    return !name.isEmpty() && std::ranges::all_of(name, allowed);
}

bool isOurs(const QString& name, const ReplayTarget& target) {
    static const QSet<QString> always{u"content-type"_s, u"content-length"_s, u"content-encoding"_s, u"host"_s,
        u"transfer-encoding"_s, u"connection"_s, u"te"_s, u"expect"_s, u"x-mlflow-experiment-id"_s};
    const bool grpcs = target.wire == OtlpWire::Grpc && name.startsWith("grpc-"_L1);
    const bool signedIn = !target.connectionId.isEmpty() && name == "authorization"_L1;
    return always.contains(name) || grpcs || signedIn;
}

QString addressProblem(const ReplayTarget& target) {
    const QUrl url(target.url, QUrl::StrictMode);
    if (target.url.isEmpty())
        return tr("The address is missing.");
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return tr("The address has to begin with http:// or https:// and name a host.");
    if (!url.userInfo().isEmpty())
        return tr("The address holds a user name or password: put it into a header, where it is not shown.");
    if (url.hasQuery() || url.hasFragment())
        return tr("The address may not have a query or a fragment.");
    if (target.wire == OtlpWire::Grpc && url.path().size() > 1)
        return tr("A gRPC address has no path: http://host:4317.");
    return {};
}

QString headersProblem(const ReplayTarget& target, const TargetHeaders& headers) {
    QSet<QString> names;
    const QUrl url(target.url);
    for (const TargetHeader& header : headers) {
        const QString name = header.name.toLower();
        if (name.isEmpty())
            return tr("A header has no name.");
        if (!isToken(name))
            return tr("“%1” cannot be the name of a header.").arg(header.name);
        if (names.contains(name))
            return tr("The header %1 is there twice.").arg(header.name);
        if (isOurs(name, target))
            return tr("The header %1 is set by Spanglass.").arg(header.name);
        if (header.value.isEmpty())
            return tr("The header %1 has no value.").arg(header.name);
        if (std::ranges::any_of(header.value.reveal(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }))
            return tr("The value of the header %1 has a line break in it.").arg(header.name);
        names << name;
    }
    if (!headers.empty() && url.scheme() == "http"_L1 && !isOnThisComputer(url.host()))
        return tr("Values of headers go to another computer only over https.");
    return {};
}

QString fileProblem(const QString& file) {
    if (file.isEmpty())
        return tr("The file is missing.");
    QString bare = file;
    for (const auto packed : {".gz"_L1, ".zst"_L1}) {
        if (bare.endsWith(packed))
            bare.chop(packed.size());
    }
    if (!bare.endsWith(".jsonl"_L1) && !bare.endsWith(".pb"_L1))
        return tr("The file's name has to end in .jsonl or .pb, or in one of these with .gz or .zst.");
    const QFileInfo info(file);
    if (!info.isAbsolute())
        return tr("The file's whole path is needed.");
    if (info.isDir())
        return tr("There is a folder of this name.");
    const QFileInfo folder(info.absolutePath());
    if (!folder.isDir())
        return tr("The folder %1 is not there.").arg(info.absolutePath());
    if (!folder.isWritable())
        return tr("Nothing can be written in the folder %1.").arg(info.absolutePath());
    return {};
}

QString tablesProblem(const ReplayTarget& target) {
    if (tableParts(target.spansTable).isEmpty())
        return tr("The table of spans has to be catalog.schema.table.");
    if (!target.logsTable.isEmpty() && tableParts(target.logsTable).isEmpty())
        return tr("The table of logs has to be catalog.schema.table, or empty.");
    if (!target.metricsTable.isEmpty() && tableParts(target.metricsTable).isEmpty())
        return tr("The table of metrics has to be catalog.schema.table, or empty.");
    return {};
}

} // namespace

bool isOnThisComputer(const QString& host) {
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host == "::1"_L1 || host.startsWith("127."_L1);
}

QStringList tableParts(const QString& fullName) {
    QStringList parts{QString()};
    bool quoted = false;
    for (const QChar c : fullName.trimmed()) {
        if (c == u'`')
            quoted = !quoted;
        else if (c == u'.' && !quoted)
            parts << QString();
        else
            parts.last() += c;
    }
    const auto bad = [](const QString& part) { return part.isEmpty() || part.contains(u' ') || part.contains(u'/'); };
    return quoted || parts.size() != 3 || std::ranges::any_of(parts, bad) ? QStringList() : parts;
}

QString companionTable(const QString& spansTable, QLatin1StringView signal) {
    constexpr auto Ending = "_spans"_L1;
    return spansTable.endsWith(Ending) ? spansTable.chopped(Ending.size()) + u'_' + signal : QString();
}

QString targetProblem(const ReplayTarget& target, const TargetHeaders& headers) {
    switch (target.kind) {
    case TargetKind::Databricks:
        return target.connectionId.isEmpty() ? tr("The connection to the workspace is missing.")
                                             : tablesProblem(target);
    case TargetKind::CollectorApp:
        if (target.connectionId.isEmpty())
            return tr("The connection to the workspace is missing.");
        break;
    case TargetKind::MlflowServer:
        if (const QString address = addressProblem(target); !address.isEmpty())
            return address;
        if (target.experimentId.isEmpty())
            return tr("The experiment is missing.");
        if (!std::ranges::all_of(target.experimentId, [](QChar c) { return c.isDigit(); }))
            return tr("The experiment's id is a number.");
        break;
    case TargetKind::Otlp:
        break;
    case TargetKind::File:
        return fileProblem(target.file);
    }
    const QString address = addressProblem(target);
    return address.isEmpty() ? headersProblem(target, headers) : address;
}

QString editsProblem(const ReplayEdits& edits) {
    QSet<QString> keys;
    for (const AttributeEdit& edit : edits.attributes) {
        if (edit.key.trimmed().isEmpty())
            return tr("A change to attributes names no attribute.");
        const qsizetype star = edit.key.indexOf(u'*');
        if (star >= 0 && star + 1 < edit.key.size())
            return tr("In “%1” the * may only stand at the end.").arg(edit.key);
        if (star >= 0 && edit.action == AttributeEdit::Action::Set)
            return tr("“%1” names many attributes: only one can be set.").arg(edit.key);
        if (keys.contains(edit.key))
            return tr("The attribute %1 is changed twice.").arg(edit.key);
        keys << edit.key;
    }
    return {};
}

} // namespace spanglass
