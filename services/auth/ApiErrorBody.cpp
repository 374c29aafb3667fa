#include "services/auth/ApiErrorBody.h"

#include "services/auth/AuthJson.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxRead = 256 * 1024;

std::optional<std::chrono::seconds> wholeSeconds(const QString& text) {
    bool isNumber = false;
    const qint64 seconds = text.trimmed().toLongLong(&isNumber);
    return isNumber && seconds >= 0 && seconds < 86'400 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

/// Entries of `details` are google.rpc messages named by their @type.
void readDetails(const Json& object, ApiErrorBody& out) {
    const auto details = object.find("details");
    if (details == object.end() || !details->is_array())
        return;
    for (const Json& one : *details) {
        if (!one.is_object())
            continue;
        const QString type = textUnder(one, "@type");
        if (type.endsWith("RequestInfo"_L1))
            out.requestId = textUnder(one, "request_id");
        else if (type.endsWith("RetryInfo"_L1) && !out.retryAfter)
            out.retryAfter = wholeSeconds(textUnder(one, "retry_delay").remove(u's').section(u'.', 0, 0));
    }
}

void readJson(const Json& object, ApiErrorBody& out) {
    out.code = textUnder(object, "error_code");
    out.message = textUnder(object, "message");
    const QString description = textUnder(object, "error_description");
    const QString error = textUnder(object, "error");
    if (out.message.isEmpty())
        out.message = description.isEmpty() ? error : error + u": "_s + description;
    if (const QString detail = textUnder(object, "detail"); out.message.isEmpty() && !detail.isEmpty()) {
        out.message = QString(textUnder(object, "scimType") + u' ' + detail).trimmed();
        const auto status = object.find("status");
        if (status != object.end())
            out.code = u"SCIM_"_s
                + (status->is_string() ? textUnder(object, "status") : QString::fromStdString(status->dump()));
    }
    readDetails(object, out);
}

} // namespace

bool isHtmlPage(const HttpAnswer& answer) {
    const std::string_view type = answer.field("content-type");
    if (type.starts_with("text/html"))
        return true;
    const QByteArray start = answer.body.left(256).trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html");
}

QString pageText(const QByteArray& html) {
    static const QRegularExpression element(u"<(pre|title)[^>]*>(.*?)</\\1>"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    QString pre, title;
    for (auto found = element.globalMatch(QString::fromUtf8(html.left(MaxRead))); found.hasNext();) {
        const auto match = found.next();
        (match.captured(1).compare("pre"_L1, Qt::CaseInsensitive) == 0 ? pre : title)
            = match.captured(2).remove(tag).simplified();
    }
    return pre.isEmpty() ? title : pre;
}

ApiErrorBody ApiErrorBody::read(const HttpAnswer& answer) {
    ApiErrorBody out;
    const std::string_view wait = answer.field("retry-after");
    out.retryAfter = wholeSeconds(QString::fromLatin1(wait.data(), static_cast<qsizetype>(wait.size())));
    const QByteArray body = answer.body.left(MaxRead);
    if (isHtmlPage(answer)) {
        out.isHtml = true;
        out.message = pageText(body);
        return out;
    }
    if (const auto object = readObject(body)) {
        readJson(*object, out);
        return out;
    }
    const QString text = QString::fromUtf8(body).trimmed();
    static const QRegularExpression coded(u"^([A-Z][A-Z_]+): (.*)$"_s, QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = coded.match(text); match.hasMatch()) {
        out.code = match.captured(1);
        out.message = match.captured(2);
    } else if (!text.startsWith(u'{') && !text.startsWith(u'[')) {
        out.message = text;
    }
    return out;
}

} // namespace spanglass
