#include "services/core/FailureSign.h"

#include "services/core/KnownFailures.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int StatusWeight = 5;
constexpr int CodeWeight = 12;

bool holdsInOrder(const QString& text, const QStringList& pieces) {
    qsizetype from = 0;
    for (const QString& piece : pieces) {
        const qsizetype at = text.indexOf(piece, from, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        from = at + piece.size();
    }
    return true;
}

bool namesCode(const FailureSigns& signs, const QString& code) {
    if (!signs.code.isEmpty())
        return signs.code == code;
    return signs.text.startsWith(code + u':') || signs.text.contains(u' ' + code + u':')
        || signs.text.contains(u'(' + code + u')');
}

} // namespace

FailureSign FailureSign::of(const QJsonObject& object) {
    return {.status = object["status"_L1].toInt(),
        .code = object["code"_L1].toString(),
        .text = object["text"_L1].toString().split(u'*', Qt::SkipEmptyParts),
        .host = object["host"_L1].toString(),
        .path = object["path"_L1].toString()};
}

int FailureSign::weightIn(const FailureSigns& signs) const {
    const bool fits = (status == 0 || signs.status == status) && (code.isEmpty() || namesCode(signs, code))
        && signs.host.endsWith(host) && signs.path.contains(path) && holdsInOrder(signs.text, text);
    if (!fits)
        return 0;
    qsizetype weight = host.size() + path.size() + (status == 0 ? 0 : StatusWeight) + (code.isEmpty() ? 0 : CodeWeight);
    for (const QString& piece : text)
        weight += piece.size();
    return static_cast<int>(weight);
}

} // namespace spanglass
