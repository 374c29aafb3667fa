#include "services/diagnostics/app/config/AppConfig.h"

#include "services/diagnostics/app/config/HeaderList.h"

#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QStringList secretPartsOf(const AppSetting& setting) {
    const QString value = setting.clean();
    if (setting.elsewhere || value.isEmpty())
        return {};
    QStringList parts;
    if (setting.key == AppSetting::Header)
        parts = secretPartsOfHeader(setting.name, value);
    else if (holdsHeaders(setting.key))
        for (const HeaderEntry& header : headersIn(value))
            parts += secretPartsOfHeader(header.name, header.written) + secretPartsOfHeader(header.name, header.value);
    else if (namesSecret(setting.name) && !isReference(value))
        parts += value;
    return parts;
}

/// A variable of the app's own, which may be anything: only what can be no secret is shown of it.
bool isOthersBusiness(const AppSetting& setting) {
    static const QRegularExpression harmless(u"^(?:true|false|\\d{0,5})$"_s, QRegularExpression::CaseInsensitiveOption);
    const bool isVariable = !setting.key.contains(u'.') && setting.style != ValueStyle::None;
    return isVariable && !namesTelemetry(setting.key) && !setting.elsewhere && !isReference(setting.clean())
        && !harmless.match(setting.clean()).hasMatch();
}

/// The value as it stands there, without its quotes.
TextRange innerPlace(const AppConfig& config, const AppSetting& setting) {
    const TextRange& place = setting.place;
    const QChar first = place.length > 1 ? config.text[place.at] : QChar();
    const bool isQuoted = (first == u'"' || first == u'\'') && config.text[place.at + place.length - 1] == first;
    return isQuoted ? TextRange{place.at + 1, place.length - 2} : place;
}

/// Where the parts stand in the setting's own place; all of it when they are written in another way there.
QList<TextRange> rangesIn(const AppConfig& config, const AppSetting& setting, const QStringList& parts) {
    QList<TextRange> out;
    const auto place = QStringView(config.text).mid(setting.place.at, setting.place.length);
    for (const QString& part : parts)
        if (const qsizetype at = place.indexOf(part); at >= 0)
            out += {setting.place.at + at, part.size()};
    const bool isFilledIn = !setting.references.isEmpty();
    if (out.isEmpty() && !parts.isEmpty() && setting.style != ValueStyle::None && !isFilledIn)
        out += setting.place;
    return out;
}

} // namespace

QString AppSetting::clean() const {
    QString out = text().trimmed();
    while (out.size() >= 2 && (out.front() == u'"' || out.front() == u'\'') && out.back() == out.front())
        out = out.mid(1, out.size() - 2).trimmed();
    return out;
}

const AppSetting* AppBlock::find(QLatin1StringView key) const {
    const auto found = std::find_if(
        settings.crbegin(), settings.crend(), [key](const AppSetting& setting) { return setting.key == key; });
    return found == settings.crend() ? nullptr : &*found;
}

QString AppBlock::value(QLatin1StringView key) const {
    const AppSetting* setting = find(key);
    return setting ? setting->clean() : QString();
}

int AppConfig::telemetryCount() const {
    qsizetype count = 0;
    for (const AppBlock& block : blocks)
        count += std::ranges::count_if(block.settings, [](const AppSetting& s) { return namesTelemetry(s.key); });
    return static_cast<int>(count);
}

bool namesTelemetry(const QString& variable) {
    return variable.startsWith("OTEL_"_L1) || variable.startsWith("MLFLOW_"_L1) || variable.startsWith("DATABRICKS_"_L1)
        || variable == AppSetting::Header;
}

void findSecrets(AppConfig& config) {
    QList<TextRange> ranges;
    for (const AppBlock& block : config.blocks) {
        for (const AppSetting& setting : block.settings) {
            const QStringList parts = secretPartsOf(setting);
            config.secretParts += parts;
            ranges += rangesIn(config, setting, parts);
            if (isOthersBusiness(setting))
                ranges += innerPlace(config, setting);
        }
    }
    config.secretParts.removeDuplicates();
    config.secrets = secretRanges(config.text, config.secretParts, std::move(ranges));
    for (AppBlock& block : config.blocks) {
        for (AppSetting& setting : block.settings) {
            // Short parts are left out here too, which hide() would pass over.
            QString shown = setting.text();
            for (const QString& part : secretPartsOf(setting))
                shown.replace(part, MaskedSecret);
            setting.shown = isOthersBusiness(setting) ? QString(MaskedSecret) : config.hide(shown);
            for (auto& [written, filled] : setting.references)
                filled = secretPartsOf(setting).contains(filled) ? QString(MaskedSecret) : config.hide(filled);
        }
    }
}

} // namespace spanglass
