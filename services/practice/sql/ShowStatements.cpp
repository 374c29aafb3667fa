#include "services/practice/sql/ShowStatements.h"

#include "services/practice/sql/GrantStatements.h"
#include "services/practice/sql/StatementFailure.h"

#include <QDateTime>
#include <QRegularExpression>

namespace spanglass::practice {

namespace {

/// A pattern of SHOW ... LIKE: * and |, in any case.
bool fits(const std::string& pattern, const std::string& name) {
    if (pattern.empty())
        return true;
    QString expression = QRegularExpression::escape(QString::fromStdString(pattern));
    expression.replace(QLatin1String("\\*"), QLatin1String(".*")).replace(QLatin1String("\\|"), QLatin1String("|"));
    return QRegularExpression(
        QLatin1String("^(?:") + expression + QLatin1String(")$"), QRegularExpression::CaseInsensitiveOption)
        .match(QString::fromStdString(name))
        .hasMatch();
}

std::string like(SqlCursor& in) {
    if (in.atEnd())
        return {};
    in.takeWord("like");
    return in.needText();
}

std::string timeText(std::int64_t milliseconds) {
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODate).toStdString();
}

std::string propertiesText(const std::map<std::string, std::string>& properties) {
    std::string out;
    for (const auto& [key, value] : properties)
        out += (out.empty() ? "" : ",") + key + '=' + value;
    return '[' + out + ']';
}

} // namespace

std::string createText(const TableFact& table) {
    std::string out = (table.kind == "VIEW" ? "CREATE VIEW " : "CREATE TABLE ") + table.name + " (\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const ColumnFact& column = table.columns[i];
        out += (i > 0 ? ",\n  " : "  ") + column.name + (table.kind == "VIEW" ? "" : ' ' + column.type)
            + (column.nullable ? "" : " NOT NULL");
    }
    if (table.kind == "VIEW")
        return out + ")\nAS " + table.viewText;
    out += ")\nUSING delta\n";
    std::string properties;
    for (const auto& [key, value] : table.properties)
        properties
            += (properties.empty() ? "" : ",") + std::string("\n  ") + sqlLiteral(key) + " = " + sqlLiteral(value);
    return out + (properties.empty() ? "" : "TBLPROPERTIES (" + properties + ")\n");
}

StatementResult ShowStatements::run(const StatementJob& job, const std::string& sql) const {
    SqlCursor in(sql);
    ResultBuilder out(job.limits);
    if (in.takeWord("show"))
        show(job, in, out);
    else
        describe(job, in, out);
    if (!in.atEnd())
        in.fail();
    return *out.finish();
}

Securable ShowStatements::schema(const StatementJob& job, SqlCursor& in) const {
    const bool named = in.takeWord("in") || in.takeWord("from");
    const Securable found
        = named ? job.defaults.schemaOf(in.needName()) : Securable::schema(job.defaults.catalog, job.defaults.schema);
    if (!m_metastore.exists(found) || !m_rights.sees(job.who, found))
        failMissing(found);
    return found;
}

TableFact ShowStatements::table(const StatementJob& job, SqlCursor& in) const {
    const Securable found = job.defaults.table(in.needName());
    const auto fact = m_metastore.table(found.name);
    if (!fact || !m_rights.sees(job.who, found))
        failMissing(found);
    return *fact;
}

void ShowStatements::show(const StatementJob& job, SqlCursor& in, ResultBuilder& out) const {
    if (in.takeWord("catalogs")) {
        const std::string pattern = like(in);
        out.setTextColumns({"catalog"});
        for (const CatalogFact& each : m_metastore.catalogs()) {
            if (fits(pattern, each.name) && m_rights.sees(job.who, Securable::catalog(each.name)))
                out.addRow({each.name});
        }
    } else if (in.takeWord("schemas") || in.takeWord("databases")) {
        const bool named = in.takeWord("in") || in.takeWord("from");
        const Securable catalog = Securable::catalog(named ? in.needPart() : job.defaults.catalog);
        if (!m_metastore.exists(catalog) || !m_rights.sees(job.who, catalog))
            failMissing(catalog);
        const std::string pattern = like(in);
        out.setTextColumns({"databaseName"});
        for (const SchemaFact& each : m_metastore.schemas(catalog.name)) {
            const std::string name = each.name.substr(each.name.find('.') + 1);
            if (fits(pattern, name) && m_rights.sees(job.who, {Securable::Kind::Schema, each.name}))
                out.addRow({name});
        }
    } else if (in.isWord("tables") || in.isWord("views")) {
        const bool views = in.take().front() == 'v';
        const Securable where = schema(job, in);
        tables(job.who, where, like(in), views, out);
    } else if (in.takeWord("columns")) {
        if (!in.takeWord("in"))
            in.needWord("from");
        out.setTextColumns({"col_name"});
        for (const ColumnFact& each : table(job, in).columns)
            out.addRow({each.name});
    } else if (in.takeWord("tblproperties")) {
        const TableFact found = table(job, in);
        std::string wanted;
        if (in.takeSymbol("(")) {
            wanted = in.needText();
            in.needSymbol(")");
        }
        out.setTextColumns({"key", "value"});
        for (const auto& [key, value] : found.properties) {
            if (wanted.empty() || wanted == key)
                out.addRow({key, value});
        }
    } else if (in.takeWords("create table")) {
        out.setTextColumns({"createtab_stmt"});
        out.addRow({createText(table(job, in))});
    } else {
        failUnsupported("This form of SHOW");
    }
}

void ShowStatements::tables(
    const Principal& who, const Securable& schema, const std::string& like, bool views, ResultBuilder& out) const {
    out.setColumns({{"database", "STRING", "STRING"}, {views ? "viewName" : "tableName", "STRING", "STRING"},
        {"isTemporary", "BOOLEAN", "BOOLEAN"}});
    for (const TableFact& each : m_metastore.tables(schema.name)) {
        const std::string name = Securable{Securable::Kind::Table, each.name}.parts()[2];
        const bool shown = !views || each.kind == "VIEW";
        if (shown && fits(like, name) && m_rights.sees(who, {Securable::Kind::Table, each.name}))
            out.addRow({schema.parts()[1], name, "false"});
    }
}

void ShowStatements::describe(const StatementJob& job, SqlCursor& in, ResultBuilder& out) const {
    in.advance();
    if (in.isWord("history") || in.isWord("detail") || in.isWord("function") || in.isWord("query"))
        failUnsupported("This form of DESCRIBE");
    const bool isSchema = in.takeWord("schema") || in.takeWord("database");
    const bool isCatalog = !isSchema && in.takeWord("catalog");
    in.takeWord("table");
    const bool extended = in.takeWord("extended") || in.takeWord("formatted");
    if (!isSchema && !isCatalog)
        return describeTable(table(job, in), extended, out);
    const Securable what = isSchema ? job.defaults.schemaOf(in.needName()) : Securable::catalog(in.needPart());
    if (!m_metastore.exists(what) || !m_rights.sees(job.who, what))
        failMissing(what);
    out.setTextColumns({"info_name", "info_value"});
    out.addRow({isSchema ? "Namespace Name" : "Catalog Name", what.parts().back()});
    out.addRow({"Owner", m_metastore.ownerOf(what)});
}

void ShowStatements::describeTable(const TableFact& table, bool extended, ResultBuilder& out) const {
    out.setTextColumns({"col_name", "data_type", "comment"});
    for (const ColumnFact& each : table.columns)
        out.addRow({each.name, each.type, each.comment.empty() ? ResultBuilder::Cell() : each.comment});
    if (!extended)
        return;
    const auto parts = Securable{Securable::Kind::Table, table.name}.parts();
    const std::pair<const char*, std::string> facts[]{{"", ""}, {"# Detailed Table Information", ""},
        {"Catalog", parts[0]}, {"Database", parts[1]}, {"Table", parts[2]}, {"Owner", table.owner},
        {"Created Time", timeText(table.created)}, {"Type", table.kind}, {"Comment", table.comment},
        {"Provider", table.kind == "VIEW" ? "" : "delta"}, {"View Text", table.viewText},
        {"Table Properties", propertiesText(table.properties)}};
    for (const auto& [name, value] : facts)
        out.addRow({name, value, ""});
}

} // namespace spanglass::practice
