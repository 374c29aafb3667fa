#include "services/warehouse/databricks/StatementMessage.h"

#include "services/otlp/JsonReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

std::unexpected<Error> unreadable(std::string_view body, const JsonReader& reader) {
    if (auto page = webPageInstead(body))
        return std::unexpected(*std::move(page));
    const std::string_view why = reader.reason();
    return failure(ErrorCode::Damaged,
        u"The warehouse's answer cannot be read: %1 at byte %2."_s
            .arg(QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size())))
            .arg(reader.position()),
        u"Something between here and the warehouse may have cut or changed it; run the statement again."_s);
}

template <class Member> void eachMember(JsonReader& reader, Member member) {
    if (reader.peek() != '{') {
        (void)reader.skip(); // null, or something that is not known
        return;
    }
    (void)reader.accept('{');
    if (reader.accept('}'))
        return;
    do {
        std::string_view key;
        if (!reader.string(key) || !reader.expect(':'))
            return;
        // The next string overwrites a key with escapes.
        member(std::string(key));
    } while (!reader.failed() && reader.accept(','));
    (void)reader.expect('}');
}

template <class Item> void eachItem(JsonReader& reader, Item item) {
    if (reader.peek() != '[') {
        (void)reader.skip();
        return;
    }
    (void)reader.accept('[');
    if (reader.accept(']'))
        return;
    do
        item();
    while (!reader.failed() && reader.accept(','));
    (void)reader.expect(']');
}

/// A text or a number as text; empty for anything else.
std::string text(JsonReader& reader) {
    std::string_view out;
    if (reader.peek() == '"') {
        (void)reader.string(out);
    } else if (const char c = reader.peek(); c == '-' || (c >= '0' && c <= '9')) {
        (void)reader.number(out);
    } else {
        (void)reader.skip();
    }
    return std::string(out);
}

QString qtext(JsonReader& reader) { return QString::fromStdString(text(reader)); }

/// Counts are numbers, but texts are taken as well.
std::optional<std::uint64_t> number(JsonReader& reader) {
    const std::string digits = text(reader);
    std::uint64_t value = 0;
    const auto [at, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

ExternalLink externalLink(JsonReader& reader) {
    ExternalLink link;
    eachMember(reader, [&](const std::string& key) {
        if (key == "external_link")
            link.url = QByteArray::fromStdString(text(reader));
        else if (key == "chunk_index")
            link.chunk = number(reader).value_or(0);
        else if (key == "byte_count")
            link.bytes = static_cast<qint64>(number(reader).value_or(0));
        else if (key == "expiration")
            link.expires = QDateTime::fromString(qtext(reader), Qt::ISODateWithMs);
        else if (key == "http_headers")
            eachMember(reader, [&](const std::string& name) {
                link.headers.emplace_back(QByteArray::fromStdString(name), QByteArray::fromStdString(text(reader)));
            });
        else
            (void)reader.skip();
    });
    return link;
}

ResultPart resultPart(JsonReader& reader, std::string_view body) {
    ResultPart part;
    eachMember(reader, [&](const std::string& key) {
        if (key == "data_array" && reader.peek() == '[') {
            const std::size_t begin = reader.position();
            (void)reader.skip();
            part.rows = body.substr(begin, reader.position() - begin);
        } else if (key == "next_chunk_index") {
            part.nextChunk = number(reader);
        } else if (key == "external_links") {
            eachItem(reader, [&] { part.links.push_back(externalLink(reader)); });
        } else if (key == "attachment") {
            part.hasAttachment = reader.peek() == '"';
            (void)reader.skip();
        } else {
            (void)reader.skip();
        }
    });
    return part;
}

SqlColumn column(JsonReader& reader) {
    static constexpr std::string_view Numbers[] = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE", "DECIMAL"};
    SqlColumn made;
    std::string typeName;
    eachMember(reader, [&](const std::string& key) {
        if (key == "name")
            made.name = qtext(reader);
        else if (key == "type_text")
            made.type = qtext(reader);
        else if (key == "type_name")
            typeName = text(reader);
        else
            (void)reader.skip();
    });
    if (made.type.isEmpty())
        made.type = QString::fromStdString(typeName);
    made.isNumber = std::ranges::find(Numbers, typeName) != std::end(Numbers);
    return made;
}

void manifest(JsonReader& reader, StatementReply& reply) {
    eachMember(reader, [&](const std::string& key) {
        if (key == "schema")
            eachMember(reader, [&](const std::string& inner) {
                if (inner == "columns")
                    eachItem(reader, [&] { reply.columns.push_back(column(reader)); });
                else
                    (void)reader.skip();
            });
        else if (key == "total_row_count")
            reply.totalRows = number(reader).value_or(0);
        else if (key == "total_chunk_count")
            reply.totalChunks = number(reader).value_or(0);
        else if (key == "truncated" && reader.peek() == 't')
            reply.truncated = reader.literal("true");
        else
            (void)reader.skip();
    });
}

void status(JsonReader& reader, StatementReply& reply) {
    eachMember(reader, [&](const std::string& key) {
        if (key == "state")
            reply.state = qtext(reader);
        else if (key == "sql_state")
            reply.sqlState = qtext(reader);
        else if (key == "error")
            eachMember(reader, [&](const std::string& inner) {
                if (inner == "error_code")
                    reply.errorCode = qtext(reader);
                else if (inner == "message")
                    reply.errorMessage = qtext(reader);
                else
                    (void)reader.skip();
            });
        else
            (void)reader.skip();
    });
}

} // namespace

std::optional<Error> webPageInstead(std::string_view body) {
    if (body.substr(0, 8).find('<') == std::string_view::npos)
        return std::nullopt;
    return Error{ErrorCode::Damaged, u"A web page came instead of the warehouse's answer."_s,
        u"A proxy or a sign-in page may be in the way; check the proxy settings and the host's name."_s};
}

QByteArray statementBody(const SqlRequest& request, const StatementOptions& options, Disposition disposition) {
    QJsonArray parameters;
    for (const SqlParameter& each : request.parameters) {
        QJsonObject parameter{{u"name"_s, each.name}, {u"type"_s, each.type}};
        if (each.value)
            parameter.insert(u"value"_s, *each.value);
        parameters.append(parameter);
    }
    QJsonObject body{{u"statement"_s, request.sql}, {u"warehouse_id"_s, options.warehouseId},
        {u"wait_timeout"_s, u"0s"_s}, {u"on_wait_timeout"_s, u"CONTINUE"_s}, {u"format"_s, u"JSON_ARRAY"_s},
        {u"disposition"_s, disposition == Disposition::Inline ? u"INLINE"_s : u"EXTERNAL_LINKS"_s},
        {u"row_limit"_s, static_cast<qint64>(request.rowLimit)}};
    if (!parameters.isEmpty())
        body.insert(u"parameters"_s, parameters);
    if (!options.catalog.isEmpty())
        body.insert(u"catalog"_s, options.catalog);
    if (!options.schema.isEmpty())
        body.insert(u"schema"_s, options.schema);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

Result<StatementReply> readStatement(std::string_view body) {
    StatementReply reply;
    JsonReader reader(body);
    if (reader.peek() != '{') {
        reader.fail("it is no JSON object");
        return unreadable(body, reader);
    }
    eachMember(reader, [&](const std::string& key) {
        if (key == "statement_id")
            reply.id = qtext(reader);
        else if (key == "status")
            status(reader, reply);
        else if (key == "manifest")
            manifest(reader, reply);
        else if (key == "result")
            reply.result = resultPart(reader, body);
        else
            (void)reader.skip();
    });
    if (reader.failed())
        return unreadable(body, reader);
    if (reply.state.isEmpty()) {
        reader.fail("it has no status");
        return unreadable(body, reader);
    }
    return reply;
}

Result<ResultPart> readChunk(std::string_view body) {
    JsonReader reader(body);
    if (reader.peek() != '{') {
        reader.fail("it is no JSON object");
        return unreadable(body, reader);
    }
    ResultPart part = resultPart(reader, body);
    if (reader.failed())
        return unreadable(body, reader);
    return part;
}

} // namespace spanglass
