#include "services/warehouse/tables/NoteQueries.h"

#include "services/warehouse/NoteText.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableCells.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t MaxNotes = 10'000;

enum Column : std::size_t { Kind, Target, Name, Text, Comment, Author, Micros, Metadata, ColumnCount };

/// Append-only with soft deletes: the newest row of each annotation counts, and only then what is deleted goes.
constexpr QStringView Annotations
    = u"SELECT a.annotation_type, a.target_id, a.name, to_json(a.value), a.comment, a.updated_by, "
      u"CAST(unix_micros(a.updated_at) AS STRING), to_json(a.metadata) FROM (SELECT *, row_number() OVER "
      u"(PARTITION BY annotation_id ORDER BY updated_at DESC) AS age FROM IDENTIFIER(%1) WHERE target_id = %2 OR "
      u"startswith(target_id, concat(%2, ':'))) a WHERE a.age = 1 AND a.deleted_at IS NULL";

/// One event_name, and the name that the record gives itself, is one note; the latest counts. That its attributes tell
/// the author, the comment and what the author added is assumed; a record without them lacks these.
constexpr QStringView Records
    = u"SELECT r.event_name, concat(r.trace_id, ':', coalesce(r.span_id, '')), r.note, r.body, "
      u"r.attributes['comment'], r.attributes['created_by'], CAST(r.time_unix_nano DIV 1000 AS STRING), "
      u"r.attributes['metadata'] FROM (SELECT *, row_number() OVER (PARTITION BY event_name, note ORDER BY "
      u"time_unix_nano DESC) AS age FROM (SELECT *, coalesce(attributes['key'], attributes['name'], '') AS note FROM "
      u"IDENTIFIER(%1) WHERE trace_id = %2 AND event_name IN (%3)) n) r WHERE r.age = 1";

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

/// The one METADATA note of a trace says several things.
void addMetadata(const QJsonObject& value, const TraceNote& note, TraceNotes& notes) {
    notes.requestPreview = plainJson(value[u"request_preview"]);
    notes.responsePreview = plainJson(value[u"response_preview"]);
    const auto add = [&](const QString& name, const QJsonValue& each) {
        if (each.isNull() || each.isUndefined())
            return;
        TraceNote one = note;
        one.name = name;
        one.value = plainJson(each);
        notes.notes.push_back(std::move(one));
    };
    add(u"client_request_id"_s, value[u"client_request_id"]);
    const QJsonObject metadata = value[u"trace_metadata"].toObject();
    for (auto each = metadata.begin(); each != metadata.end(); ++each)
        add(each.key(), each.value());
}

bool isAssessment(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    return object.contains(u"assessment_name"_s) || object.contains(u"feedback"_s) || object.contains(u"expectation"_s);
}

/// What a snapshot holds: one assessment, a list of them, or an object with such a list.
QJsonArray assessmentsOf(const QJsonValue& value) {
    if (isAssessment(value))
        return {value};
    const QJsonArray list = value.isArray() ? value.toArray() : value[u"assessments"].toArray();
    return !list.isEmpty() && std::all_of(list.begin(), list.end(), isAssessment) ? list : QJsonArray();
}

/// An assessment as MLflow writes it in JSON (fields as in the unified view, section 5.3, confirmed; that snapshots use
/// them is assumed, and what does not fit is shown as it is).
void addAssessment(const QJsonObject& value, TraceNote note, TraceNotes& notes) {
    const bool expected = value.contains(u"expectation"_s);
    const QJsonObject said = value[expected ? u"expectation" : u"feedback"].toObject();
    note.kind = expected ? TraceNote::Kind::Expectation : TraceNote::Kind::Feedback;
    note.name = value[u"assessment_name"].toString(value[u"name"].toString());
    note.value = plainJson(said.contains(u"value"_s) ? said[u"value"] : said[u"serialized_value"][u"value"]);
    if (const QString fault = said[u"error"][u"error_message"].toString(); !fault.isEmpty())
        note.value = fault;
    note.comment = value[u"rationale"].toString();
    note.author = value[u"source"][u"source_id"].toString();
    note.source = value[u"source"][u"source_type"].toString();
    const QJsonObject metadata = value[u"metadata"].toObject();
    for (auto each = metadata.begin(); each != metadata.end(); ++each)
        note.metadata.emplace_back(each.key(), plainJson(each.value()));
    if (const auto span = SpanId::fromHex(value[u"span_id"].toString().toStdString()))
        note.span = *span;
    notes.notes.push_back(std::move(note));
}

/// MLflow keeps its own entries beside the author's; which of them names the kind of author is assumed.
void addMetadataOf(TraceNote& note, const QString& json) {
    for (auto& [key, value] : jsonEntries(json)) {
        if (key.endsWith(u"source_type") || key.endsWith(u"sourceType"))
            note.source = value;
        else if (!key.startsWith(u"mlflow."))
            note.metadata.emplace_back(std::move(key), std::move(value));
    }
}

} // namespace

QString mlflowRecordNames() {
    return u"'genai.trace.metadata', 'genai.trace.tag', 'genai.assessments.snapshot', 'genai.run.link'"_s;
}

std::optional<SqlRequest> notesRequest(const TraceTables& tables, TraceId trace) {
    const bool annotated = !tables.annotations.isEmpty();
    if (!annotated && tables.logs.isEmpty())
        return std::nullopt;
    NamedSql sql;
    const QString table = sql.text(annotated ? tables.annotations : tables.logs);
    const QString id = sql.id(trace);
    sql << (annotated ? Annotations.toString().arg(table, id) : Records.toString().arg(table, id, mlflowRecordNames()));
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
        const QJsonValue value = parsedJson(json);
        if (note.kind == TraceNote::Kind::Metadata && value.isObject()) {
            addMetadata(value.toObject(), note, notes);
            continue;
        }
        if (const QJsonArray assessments = assessmentsOf(value);
            cells.text(row, Kind) == "genai.assessments.snapshot" && !assessments.isEmpty()) {
            for (const QJsonValue& each : assessments)
                addAssessment(each.toObject(), note, notes);
            continue;
        }
        addMetadataOf(note, cells.qtext(row, Metadata));
        if (note.name.isEmpty())
            note.name = cells.qtext(row, Kind);
        note.value = plainJson(json);
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
