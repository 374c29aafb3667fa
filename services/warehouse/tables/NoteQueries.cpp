#include "services/warehouse/tables/NoteQueries.h"

#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableCells.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t MaxNotes = 10'000;

enum Column : std::size_t { Kind, Target, Name, Text, Comment, Author, Micros, ColumnCount };

/// Append-only with soft deletes: the newest row of each annotation counts, and only then what is deleted goes.
constexpr QStringView Annotations
    = u"SELECT a.annotation_type, a.target_id, a.name, to_json(a.value), a.comment, a.updated_by, "
      u"CAST(unix_micros(a.updated_at) AS STRING) FROM (SELECT *, row_number() OVER (PARTITION BY annotation_id ORDER "
      u"BY "
      u"updated_at DESC) AS age FROM IDENTIFIER(%1) WHERE target_id = %2 OR startswith(target_id, concat(%2, ':'))) a "
      u"WHERE a.age = 1 AND a.deleted_at IS NULL";

/// One event_name, and the name that the record gives itself, is one note; the latest counts.
constexpr QStringView Records
    = u"SELECT r.event_name, concat(r.trace_id, ':', coalesce(r.span_id, '')), r.note, r.body, CAST(NULL AS STRING), "
      u"CAST(NULL AS STRING), CAST(r.time_unix_nano DIV 1000 AS STRING) FROM (SELECT *, row_number() OVER (PARTITION "
      u"BY "
      u"event_name, note ORDER BY time_unix_nano DESC) AS age FROM (SELECT *, coalesce(attributes['key'], "
      u"attributes['name'], '') AS note FROM IDENTIFIER(%1) WHERE trace_id = %2 AND event_name IN "
      u"('genai.trace.metadata', 'genai.trace.tag', 'genai.assessments.snapshot', 'genai.run.link')) n) r WHERE r.age "
      u"= 1";

TraceNote::Kind kindOf(std::string_view word) {
    static constexpr std::pair<std::string_view, TraceNote::Kind> Kinds[] = {{"METADATA", TraceNote::Kind::Metadata},
        {"FEEDBACK", TraceNote::Kind::Feedback}, {"EXPECTATION", TraceNote::Kind::Expectation},
        {"RUN_LINK", TraceNote::Kind::RunLink}, {"genai.trace.metadata", TraceNote::Kind::Metadata},
        {"genai.run.link", TraceNote::Kind::RunLink}, {"genai.assessments.snapshot", TraceNote::Kind::Feedback}};
    for (const auto& [name, kind] : Kinds) {
        if (name == word)
            return kind;
    }
    return TraceNote::Kind::Tag;
}

/// JSON text of a text becomes that text; anything else stays JSON.
QString plain(const QJsonValue& value, const QString& json) {
    if (value.isString())
        return value.toString();
    return json;
}

QString plain(const QJsonValue& value) {
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return {};
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QJsonValue parsed(const QString& json) {
    const QJsonDocument document = QJsonDocument::fromJson('[' + json.toUtf8() + ']');
    return document.isArray() ? document.array().first() : QJsonValue(QJsonValue::Undefined);
}

/// The one METADATA note of a trace says several things.
void addMetadata(const QJsonObject& value, const TraceNote& note, TraceNotes& notes) {
    notes.requestPreview = plain(value[u"request_preview"]);
    notes.responsePreview = plain(value[u"response_preview"]);
    const auto add = [&](const QString& name, const QJsonValue& each) {
        if (each.isNull() || each.isUndefined())
            return;
        TraceNote one = note;
        one.name = name;
        one.value = plain(each);
        notes.notes.push_back(std::move(one));
    };
    add(u"client_request_id"_s, value[u"client_request_id"]);
    const QJsonObject metadata = value[u"trace_metadata"].toObject();
    for (auto each = metadata.begin(); each != metadata.end(); ++each)
        add(each.key(), each.value());
}

} // namespace

std::optional<SqlRequest> notesRequest(const TraceTables& tables, TraceId trace) {
    const bool annotated = !tables.annotations.isEmpty();
    if (!annotated && tables.logs.isEmpty())
        return std::nullopt;
    NamedSql sql;
    const QString table = sql.text(annotated ? tables.annotations : tables.logs);
    sql << (annotated ? Annotations : Records).toString().arg(table, sql.id(trace));
    return std::move(sql).request(MaxNotes);
}

Result<TraceNotesPtr> readNotes(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(ColumnCount); !there)
        return std::unexpected(there.error());
    TraceNotes notes;
    for (std::size_t row = 0; row < cells.rowCount(); ++row) {
        TraceNote note;
        note.kind = kindOf(cells.text(row, Kind));
        const std::string_view target = cells.text(row, Target);
        if (const std::size_t colon = target.find(':'); colon != target.npos)
            note.span = SpanId::fromHex(target.substr(colon + 1)).value_or(SpanId());
        note.name = cells.qtext(row, Name);
        note.comment = cells.qtext(row, Comment);
        note.author = cells.qtext(row, Author);
        note.updated = {static_cast<std::uint64_t>(cells.integer(row, Micros)) * 1'000};
        const QString json = cells.qtext(row, Text);
        const QJsonValue value = parsed(json);
        if (note.kind == TraceNote::Kind::Metadata && value.isObject()) {
            addMetadata(value.toObject(), note, notes);
            continue;
        }
        if (note.name.isEmpty())
            note.name = cells.qtext(row, Kind);
        note.value = plain(value, json);
        notes.notes.push_back(std::move(note));
    }
    if (auto read = cells.checked(ColumnCount); !read)
        return std::unexpected(read.error());
    std::ranges::stable_sort(notes.notes, [](const TraceNote& a, const TraceNote& b) {
        return std::tie(a.kind, a.span, a.name) < std::tie(b.kind, b.span, b.name);
    });
    return std::make_shared<const TraceNotes>(std::move(notes));
}

} // namespace spanglass
