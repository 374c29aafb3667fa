#include "models/sql/SqlCatalog.h"

#include "services/core/SqlTokens.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int MaxColumns = 2'000;

SqlRequest question(const QString& sql, std::uint64_t rows) {
    SqlRequest request;
    request.sql = sql;
    request.rowLimit = rows;
    request.deadline = std::chrono::minutes(1);
    return request;
}

} // namespace

SqlCatalog::SqlCatalog(std::shared_ptr<SqlWarehouse> warehouse, QObject* parent)
    : QObject(parent)
    , m_warehouse(std::move(warehouse)) { }

const QStringList& SqlCatalog::tables() {
    if (!m_allowed || std::exchange(m_tablesWanted, true))
        return m_tables;
    const QString sql = u"SELECT table_catalog, table_schema, table_name FROM system.information_schema.tables"
                        " WHERE table_schema <> 'information_schema' ORDER BY 1, 2, 3 LIMIT %1"_s.arg(MaxTables);
    m_tablesAsked.ask(m_warehouse->run(question(sql, MaxTables)), [this](const Result<SqlTable>& found) {
        if (!found)
            return;
        for (std::size_t row = 0; row < found->rowCount(); ++row)
            m_tables << sqlQuoted(found->text(row, 0)) + u'.' + sqlQuoted(found->text(row, 1)) + u'.'
                    + sqlQuoted(found->text(row, 2));
        Q_EMIT changed();
    });
    return m_tables;
}

const std::vector<SqlColumn>* SqlCatalog::columns(const QString& table) {
    const QStringList parts = sqlNameParts(table);
    if (parts.isEmpty())
        return nullptr;
    QStringList quoted;
    for (const QString& part : parts)
        quoted << sqlQuoted(part.toLower());
    const QString key = quoted.join(u'.');
    if (const auto known = m_columns.find(key); known != m_columns.end())
        return &known->second;
    if (m_allowed && !m_asked.contains(key)) {
        m_asked.insert(key);
        m_waiting << key;
        askNextColumns();
    }
    return nullptr;
}

void SqlCatalog::askNextColumns() {
    if (m_waiting.isEmpty() || m_columnsAsked.isPending())
        return;
    const QString table = m_waiting.takeFirst();
    m_columnsAsked.ask(
        m_warehouse->run(question(u"DESCRIBE "_s + table, MaxColumns)), [this, table](const Result<SqlTable>& found) {
            if (found && found->columns.size() >= 2) {
                std::vector<SqlColumn>& columns = m_columns[table];
                for (std::size_t row = 0; row < found->rowCount(); ++row) {
                    const QString name = found->text(row, 0);
                    if (name.isEmpty() || name.startsWith(u'#'))
                        break; // Databricks lists partitions after the columns
                    columns.push_back({name, found->text(row, 1), false});
                }
                Q_EMIT changed();
            }
            askNextColumns();
        });
}

void SqlCatalog::refresh() {
    m_tablesAsked.drop();
    m_columnsAsked.drop();
    m_tablesWanted = false;
    m_tables.clear();
    m_columns.clear();
    m_waiting.clear();
    m_asked.clear();
    Q_EMIT changed();
}

QString sqlQuoted(const QString& name) {
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return plain.match(name).hasMatch() ? name : u'`' + QString(name).replace(u'`', u"``"_s) + u'`';
}

QStringList sqlNameParts(const QString& name) {
    const std::string utf8 = name.trimmed().toStdString();
    QStringList parts;
    bool partExpected = true;
    for (const SqlToken& token : sqlTokens(utf8)) {
        const bool isPart = token.type == SqlToken::Type::Word || token.type == SqlToken::Type::Identifier;
        if (isPart != partExpected || (!isPart && !token.isSymbol(".")))
            return {};
        if (isPart)
            parts << QString::fromStdString(
                token.type == SqlToken::Type::Identifier ? sqlUnquoted(token.text) : std::string(token.text));
        partExpected = !isPart;
    }
    return partExpected ? QStringList() : parts;
}

std::vector<SqlColumn> sqlFields(const QString& type) {
    // Databricks writes STRUCT<a: INT>, DESCRIBE there struct<a:int>, DuckDB STRUCT(a INTEGER).
    static const QRegularExpression outer(
        u"^\\s*struct\\s*[<(](.*)[>)]\\s*$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = outer.match(type);
    std::vector<SqlColumn> fields;
    if (!match.hasMatch())
        return fields;
    static const QRegularExpression field(u"^\\s*(?:`([^`]+)`|\"([^\"]+)\"|(\\w+))\\s*:?\\s*(.*?)\\s*$"_s);
    const auto add = [&](const QString& text) {
        if (const QRegularExpressionMatch part = field.match(text); part.hasMatch())
            fields.push_back({part.captured(1) + part.captured(2) + part.captured(3), part.captured(4), false});
    };
    const QString inside = match.captured(1);
    int depth = 0;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < inside.size(); ++i) {
        const QChar c = inside[i];
        depth += c == u'<' || c == u'(' ? 1 : c == u'>' || c == u')' ? -1 : 0;
        if (c == u',' && depth == 0) {
            add(inside.mid(begin, i - begin));
            begin = i + 1;
        }
    }
    add(inside.mid(begin));
    return fields;
}

} // namespace spanglass
