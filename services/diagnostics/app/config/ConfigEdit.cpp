#include "services/diagnostics/app/config/ConfigEdit.h"

#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString escaped(QString value) { return value.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s); }

QString inQuotes(const QString& value) { return u'"' + escaped(value) + u'"'; }

bool matches(const QString& value, const QString& form) {
    return QRegularExpression(QRegularExpression::anchoredPattern(form)).match(value).hasMatch();
}

std::optional<QString> inEnvironment(const QString& value, QChar quote) {
    if (quote == u'"')
        return inQuotes(value);
    if (quote == u'\'')
        return value.contains(u'\'') ? std::nullopt : std::optional(u'\'' + value + u'\'');
    return matches(value, u"[^\\s#\"']*"_s) ? value : inQuotes(value);
}

std::optional<QString> writtenAs(ValueStyle style, const QString& value, QChar quote) {
    switch (style) {
    case ValueStyle::Environment:
        return inEnvironment(value, quote);
    case ValueStyle::Plain:
        return matches(value, u"[\\w/$<][\\w/.:<>=$+-]*"_s) && !value.contains(": "_L1) ? value : inQuotes(value);
    case ValueStyle::Single:
        return u'\'' + QString(value).replace(u'\'', u"''"_s) + u'\'';
    case ValueStyle::Double:
        return inQuotes(value);
    case ValueStyle::Within:
        return matches(value, u"[^\\n\"'#\\\\]*"_s) && !value.contains(": "_L1) ? std::optional(value) : std::nullopt;
    case ValueStyle::Block:
    case ValueStyle::None:
        break;
    }
    return {};
}

/// "${HOST}" again for what it was filled with.
QString withReferences(QString value, const AppSetting& setting) {
    qsizetype from = 0;
    for (const auto& [written, filled] : setting.references) {
        const qsizetype at = filled.isEmpty() ? -1 : value.indexOf(filled, from);
        if (at < 0)
            continue;
        value.replace(at, filled.size(), written);
        from = at + written.size();
    }
    return value;
}

TextRange placeShown(const AppConfig& config, const TextRange& place) {
    const qsizetype begin = placeWithoutSecrets(place.at, config.secrets);
    return {begin, placeWithoutSecrets(place.at + place.length, config.secrets) - begin};
}

} // namespace

std::optional<AppEdit> editOf(const AppConfig& config, const AppSetting& setting, const QString& right) {
    if (setting.style == ValueStyle::None || setting.elsewhere)
        return {};
    const QChar quote = setting.place.length > 0 ? config.text[setting.place.at] : QChar();
    const auto written = writtenAs(setting.style, withReferences(right, setting), quote);
    const TextRange shown = placeShown(config, setting.place);
    const QString before = withoutSecrets(config.text, config.secrets).mid(shown.at, shown.length);
    if (!written || *written == before || written->count(MaskedSecret) != before.count(MaskedSecret))
        return {};
    return AppEdit{setting.place, *written};
}

std::optional<AppEdit> lineFor(
    const AppConfig& config, const AppBlock& block, const QString& name, const QString& value) {
    const auto isLine = [](const AppSetting& setting) { return setting.style == ValueStyle::Environment; };
    if (block.form != AppBlock::Form::Environment || !std::ranges::all_of(block.settings, isLine))
        return {};
    const auto written = inEnvironment(value, {});
    const bool isNewLine = config.text.isEmpty() || config.text.endsWith(u'\n');
    return AppEdit{{config.text.size(), 0}, (isNewLine ? u""_s : u"\n"_s) + name + u'=' + *written + u'\n'};
}

std::optional<ConfigRemedy> configRemedy(const AppConfig& config, const QList<AppEdit>& edits) {
    ConfigRemedy out;
    out.file = config.file;
    out.before = out.after = withoutSecrets(config.text, config.secrets);
    QList<AppEdit> sorted = edits;
    std::ranges::stable_sort(sorted, {}, [](const AppEdit& edit) { return edit.place.at; });
    qsizetype end = -1; // of the last one taken
    QList<AppEdit> taken;
    for (const AppEdit& edit : sorted) {
        const bool isAtEnd = edit.place.at == config.text.size() && (taken.isEmpty() || !taken.contains(edit));
        if (edit.place.at < end || (edit.place.at == end && !isAtEnd))
            continue;
        taken += edit;
        end = edit.place.at + edit.place.length;
    }
    for (qsizetype i = taken.size(); i-- > 0;) {
        const TextRange place = placeShown(config, taken[i].place);
        out.after.replace(place.at, place.length, taken[i].written);
    }
    return taken.isEmpty() ? std::nullopt : std::optional(out);
}

} // namespace spanglass
