#pragma once

#include <QJsonValue>
#include <QString>

#include <utility>
#include <vector>

namespace spanglass {

/// A JSON text as a value; undefined when it is none.
QJsonValue parsedJson(const QString& json);
/// A JSON value as people read it: a text as it is, null as nothing, anything else as JSON.
QString plainJson(const QJsonValue& value);
/// The same for JSON text; what is no JSON stays as it is.
QString plainJson(const QString& json);
/// The entries of a JSON object, by key.
std::vector<std::pair<QString, QString>> jsonEntries(const QString& json);

/// "WARN": what the sender says, else the name of OTLP's number, which may be spelled "13" or "SEVERITY_NUMBER_WARN".
QString severityName(const QString& text, const QString& number);

/// How many log records of a trace are read.
inline constexpr std::uint64_t MostRecords = 5'000;

} // namespace spanglass
