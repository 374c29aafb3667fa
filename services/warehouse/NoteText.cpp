#include "services/warehouse/NoteText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace spanglass {

QJsonValue parsedJson(const QString& json) {
    const QJsonDocument document = QJsonDocument::fromJson('[' + json.toUtf8() + ']');
    return document.isArray() ? document.array().first() : QJsonValue(QJsonValue::Undefined);
}

QString plainJson(const QJsonValue& value) {
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return {};
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QString plainJson(const QString& json) {
    const QJsonValue value = parsedJson(json);
    if (value.isString() || value.isNull())
        return plainJson(value);
    return json;
}

std::vector<std::pair<QString, QString>> jsonEntries(const QString& json) {
    std::vector<std::pair<QString, QString>> entries;
    const QJsonObject object = parsedJson(json).toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        entries.emplace_back(each.key(), plainJson(each.value()));
    return entries;
}

QString severityName(const QString& text, const QString& number) {
    if (!text.isEmpty())
        return text;
    static constexpr QStringView Prefix = u"SEVERITY_NUMBER_";
    if (number.startsWith(Prefix))
        return number == u"SEVERITY_NUMBER_UNSPECIFIED" ? QString() : number.sliced(Prefix.size());
    // logs.proto: four steps each of six names.
    static constexpr QStringView Names[] = {u"TRACE", u"DEBUG", u"INFO", u"WARN", u"ERROR", u"FATAL"};
    const int value = number.toInt();
    if (value < 1 || value > 24)
        return {};
    const int step = (value - 1) % 4;
    return Names[(value - 1) / 4] + (step == 0 ? QString() : QString::number(step + 1));
}

} // namespace spanglass
