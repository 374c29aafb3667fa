#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace spanglass {

/// A stretch of a text, in UTF-16 units.
struct TextRange {
    qsizetype at = 0;
    qsizetype length = 0;

    bool operator==(const TextRange&) const = default;
};

/// What stands in place of a secret wherever a configuration is shown.
inline constexpr QLatin1StringView MaskedSecret("<secret>");

/// Whether a variable or header of this name holds what must not be shown.
bool namesSecret(const QString& name);

/// Whether a value only says where the real one comes from: "${TOKEN}", "$(TOKEN)", "{{secrets/scope/key}}".
bool isReference(const QString& value);

/// The parts of a header's value that must not be shown: all of it for a header that is not known to be harmless,
/// without the name of an authentication scheme.
QStringList secretPartsOfHeader(const QString& header, const QString& value);

/// Where secrets stand in `text`: `known` ones, those beside a name that speaks of one, credentials in addresses, and
/// whatever looks like a token. Sorted, apart from each other.
QList<TextRange> secretRanges(const QString& text, const QStringList& known, QList<TextRange> more = {});

/// `text` with MaskedSecret for each range.
QString withoutSecrets(const QString& text, const QList<TextRange>& ranges);

/// Where a place of `text` is in withoutSecrets(text, ranges). Places within a range are its begin.
qsizetype placeWithoutSecrets(qsizetype at, const QList<TextRange>& ranges);

} // namespace spanglass
