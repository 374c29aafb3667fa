#include "services/diagnostics/app/config/SecretText.h"

#include "services/auth/Redaction.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ShortestEverywhere = 6; ///< shorter ones would blot out words elsewhere

/// The group "s" is the secret.
const QList<QRegularExpression>& secretForms() {
    static const QList<QRegularExpression> forms{
        // NAME_TOKEN=value, token: value, --password value; also in comments.
        QRegularExpression(
            u"[\\w.-]*(?:token|secret|passw(?:or)?d|passphrase|credential|dsn|apikey|[_-]key)[\\w-]*\"?(?:[ \\t]*[=:][ \\t]*|[ \\t]+(?=\\S+$))[\"']?(?<s>[^\\s\"',#]+)"_s,
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption),
        // A header's value, plain or percent-encoded.
        QRegularExpression(
            u"\\bauthorization[\"']?[ \\t]*[=:][ \\t]*[\"']?(?:(?:Bearer|Basic|Token)(?:%20|\\+|[ \\t])+)?(?<s>[^\\s\"',;#]+)"_s,
            QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(u"://[^\\s/@:]*:(?<s>[^\\s/@]+)@"_s),
        QRegularExpression(u"\\b(?<s>(?:sk|gh[pousr]|hf|glpat|xox[abp])[-_][\\w-]{12,})"_s),
    };
    return forms;
}

/// Behind the word of the scheme, where it begins with one.
qsizetype behindScheme(const QString& text) {
    static const QRegularExpression scheme(
        u"^\\s*(?:Bearer|Basic|Token|ApiKey)(?:%20|\\+|\\s)+"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = scheme.match(text);
    return match.hasMatch() ? match.capturedEnd() : 0;
}

QList<TextRange> merged(QList<TextRange> ranges) {
    std::ranges::sort(ranges, {}, &TextRange::at);
    QList<TextRange> out;
    for (const TextRange& range : ranges) {
        if (range.length == 0)
            continue;
        if (!out.isEmpty() && range.at <= out.back().at + out.back().length)
            out.back().length = std::max(out.back().length, range.at + range.length - out.back().at);
        else
            out += range;
    }
    return out;
}

} // namespace

bool namesSecret(const QString& name) {
    static const QRegularExpression secret(
        u"(?:^|[_.-]|\\b)(?:token|secret|passw(?:or)?d|passphrase|apikey|[_-]?key|credentials?|authorization|cookie|dsn)$|secret|x-honeycomb-team"_s,
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

bool isReference(const QString& value) {
    static const QRegularExpression reference(
        u"^(?:(?:Bearer|Basic)(?:%20|\\s)+)?(?:\\$\\{[^}]*\\}|\\$\\([^)]*\\)|\\$\\w+|\\{\\{[^}]*\\}\\}|%\\w+%|<[^>]*>)$"_s);
    return reference.match(value.trimmed()).hasMatch();
}

QStringList secretPartsOfHeader(const QString& header, const QString& value) {
    static const QRegularExpression harmless(
        u"^(?:content-(?:type|encoding)|accept.*|user-agent|host|x-databricks-.*|x-mlflow-.*|.*table.*)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (harmless.match(header.trimmed()).hasMatch() || isReference(value))
        return {};
    const QString secret = value.mid(behindScheme(value)).trimmed();
    return secret.isEmpty() || isReference(secret) ? QStringList() : QStringList{secret};
}

QList<TextRange> secretRanges(const QString& text, const QStringList& known, QList<TextRange> more) {
    for (const QString& secret : known)
        if (secret.size() >= ShortestEverywhere)
            for (qsizetype at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.size()))
                more += {at, secret.size()};
    for (const QRegularExpression& form : secretForms()) {
        for (auto found = form.globalMatch(text); found.hasNext();) {
            const auto match = found.next();
            if (!isReference(match.captured(u"s"_s)))
                more += {match.capturedStart(u"s"_s), match.capturedLength(u"s"_s)};
        }
    }
    for (auto found = tokenPattern().globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        const qsizetype scheme = behindScheme(match.captured());
        more += {match.capturedStart() + scheme, match.capturedLength() - scheme};
    }
    return merged(std::move(more));
}

QString withoutSecrets(const QString& text, const QList<TextRange>& ranges) {
    QString out;
    qsizetype end = 0;
    for (const TextRange& range : ranges) {
        out += text.mid(end, range.at - end);
        out += MaskedSecret;
        end = range.at + range.length;
    }
    return out + text.mid(end);
}

qsizetype placeWithoutSecrets(qsizetype at, const QList<TextRange>& ranges) {
    qsizetype shift = 0;
    for (const TextRange& range : ranges) {
        if (range.at >= at)
            break;
        if (at < range.at + range.length)
            return range.at + shift;
        shift += MaskedSecret.size() - range.length;
    }
    return at + shift;
}

} // namespace spanglass
