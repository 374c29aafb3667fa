#include "services/core/KnownFailures.h"

#include "services/core/FailureSign.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// found without it.
static void initFailureResources() { Q_INIT_RESOURCE(failures); }

namespace spanglass {

namespace {

constexpr qsizetype MaxSearched = 16'000;

struct Entry {
    KnownFailure failure;
    QList<FailureSign> signs;
};

struct Book {
    QList<Entry> entries;
    QList<KnownFailure> failures;
};

QStringList texts(const QJsonValue& list) {
    QStringList out;
    const QJsonArray items = list.toArray();
    for (const auto& each : items)
        out << each.toString();
    return out;
}

Entry entryOf(const QJsonObject& object) {
    Entry entry{{.id = object["id"_L1].toString(),
                    .title = object["title"_L1].toString(),
                    .meaning = object["meaning"_L1].toString(),
                    .remedy = texts(object["remedy"_L1]),
                    .forSupport = texts(object["support"_L1]),
                    .harmless = object["harmless"_L1].toBool()},
        {}};
    const QJsonArray signs = object["signs"_L1].toArray();
    for (const auto& each : signs)
        entry.signs << FailureSign::of(each.toObject());
    return entry;
}

Book readBook() {
    initFailureResources();
    QFile file(u":/failures/known-failures.json"_s);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    Q_UNUSED(isThere);
    Book book;
    const QJsonArray failures = QJsonDocument::fromJson(file.readAll()).object()["failures"_L1].toArray();
    for (const auto& each : failures) {
        book.entries << entryOf(each.toObject());
        book.failures << book.entries.last().failure;
    }
    return book;
}

const Book& book() {
    static const Book read = readBook();
    return read;
}

QString captured(const QRegularExpression& expression, const QString& text) {
    return expression.match(text).captured(1);
}

} // namespace

FailureSigns FailureSigns::read(const QString& text) {
    static const QRegularExpression status(u"\\b(?:answered|code:|status:?|HTTP|Error:)\\s{1,3}([345][0-9]{2})\\b"_s);
    static const QRegularExpression path(u"(?<![\\w/.])(/(?:api|oidc|v1|mlflow)/[^\\s;,\"')]{1,200})"_s);
    static const QRegularExpression host(u"https?://([A-Za-z0-9.-]{1,253})"_s);
    const QString searched = text.left(MaxSearched);
    return {.status = captured(status, searched).toInt(),
        .code = {},
        .text = searched,
        .host = captured(host, searched),
        .path = captured(path, searched)};
}

FailureSigns FailureSigns::read(const Error& error) {
    FailureSigns signs = read(error.message);
    if (signs.path.isEmpty())
        signs.path = read(error.remedy).path;
    return signs;
}

const QList<KnownFailure>& knownFailures() { return book().failures; }

std::optional<KnownFailure> knownFailure(const FailureSigns& signs) {
    const FailureSigns found = FailureSigns::read(signs.text);
    const FailureSigns cut{.status = signs.status ? signs.status : found.status,
        .code = signs.code,
        .text = found.text,
        .host = signs.host.isEmpty() ? found.host : signs.host,
        .path = signs.path.isEmpty() ? found.path : signs.path};
    const Entry* best = nullptr;
    int most = 0;
    for (const Entry& entry : book().entries)
        for (const FailureSign& sign : entry.signs)
            if (const int weight = sign.weightIn(cut); weight > most) {
                most = weight;
                best = &entry;
            }
    return best ? std::optional(best->failure) : std::nullopt;
}

std::optional<KnownFailure> knownFailure(const Error& error) {
    return error.code == ErrorCode::Cancelled ? std::nullopt : knownFailure(FailureSigns::read(error));
}

Error explained(Error error) {
    if (!error.remedy.isEmpty())
        return error;
    if (const auto known = knownFailure(error))
        error.remedy = known->remedy.join(u' ');
    return error;
}

QString failureText(const KnownFailure& failure) {
    QStringList lines{failure.title, failure.meaning};
    for (qsizetype i = 0; i < failure.remedy.size(); ++i)
        lines << u"%1. %2"_s.arg(i + 1).arg(failure.remedy[i]);
    if (!failure.forSupport.isEmpty())
        lines << u"For support: %1."_s.arg(failure.forSupport.join(u"; "_s));
    return lines.join(u'\n');
}

} // namespace spanglass
