#include "services/auth/Redaction.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Mask = u"•••"_s;
constexpr qsizetype MaxSearched = 1 << 16;
constexpr qsizetype ShortestSecret = 4; ///< masking less would blot out words

} // namespace

const QRegularExpression& tokenPattern() {
    static const QRegularExpression tokens(
        u"eyJ[\\w-]{8,}(?:\\.[\\w-]*)*|\\bdapi[0-9a-f]{8,}[\\w-]*|\\bdose[0-9a-f]{8,}|\\b(?:Bearer|Basic)\\s+[\\w+/=.~-]{8,}"_s,
        QRegularExpression::CaseInsensitiveOption);
    return tokens;
}

QString redacted(const QString& text, const QList<Secret>& secrets, qsizetype maxLength) {
    QString out = text.left(MaxSearched);
    for (const Secret& secret : secrets)
        if (secret.reveal().size() >= ShortestSecret)
            out.replace(QString::fromUtf8(secret.reveal()), Mask);
    out.replace(tokenPattern(), Mask);
    out.removeIf([](QChar c) { return !c.isPrint() && !c.isSpace(); });
    out = out.simplified();
    return out.size() > maxLength ? out.left(maxLength) + u'…' : out;
}

} // namespace spanglass
