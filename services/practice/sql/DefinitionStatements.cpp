#include "services/practice/sql/DefinitionStatements.h"

#include "services/practice/catalog/SparkType.h"
#include "services/practice/sql/DuckColumns.h"
#include "services/practice/sql/GrantStatements.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

void execute(duck::Connection& line, const std::string& sql) {
    if (auto done = line.execute(sql); !done)
        throw inDatabricksWords(done.error());
}

/// What may stand after the columns of a table and means nothing here.
bool skipClause(SqlCursor& in) {
    if (in.takeWord("using")) {
        if (!in.takeWord("delta"))
            failUnsupported("A table in a format other than delta");
        return true;
    }
    if (in.takeWords("cluster by") || in.takeWords("partitioned by")) {
        if (in.isSymbol("("))
            in.moveTo(in.closing(in.index()) + 1);
        else
            in.take(); // AUTO, NONE
        return true;
    }
    if (in.isWord("location"))
        failUnsupported("An external table");
    return false;
}

} // namespace

StatementResult DefinitionStatements::run(const StatementJob& job, const std::string& sql) {
    const std::scoped_lock lock(m_mutex);
    auto line = m_engine.line();
    if (!line)
        throw inDatabricksWords(line.error());
    SqlCursor in(sql);
    if (in.takeWord("create"))
        create(job, in, **line);
    else if (in.takeWord("drop"))
        drop(job, in, **line);
    else if (in.takeWord("alter"))
        alter(job, in, **line);
    else if (in.takeWord("comment"))
        comment(job, in);
    else
        truncate(job, in, **line);
    if (!in.atEnd())
        in.fail();
    return {};
}

bool DefinitionStatements::mayCreate(
    const StatementJob& job, const Securable& what, bool ifNotExists, bool replace) const {
    const Securable parent = what.parents().front();
    if (!m_metastore.exists(parent))
        failMissing(parent);
    if (m_metastore.exists(what)) {
        if (ifNotExists)
            return false;
        if (!replace)
            failStatement(what.kind == Securable::Kind::Schema ? "SCHEMA_ALREADY_EXISTS"
                    : what.kind == Securable::Kind::Catalog    ? "CATALOG_ALREADY_EXISTS"
                                                               : "TABLE_OR_VIEW_ALREADY_EXISTS",
                "Cannot create " + backticked(what.name) + " because it already exists.", "42P07");
    }
    m_rights.demand(job.who,
        what.kind == Securable::Kind::Table        ? "CREATE_TABLE"
            : what.kind == Securable::Kind::Schema ? "CREATE_SCHEMA"
                                                   : "CREATE_CATALOG",
        parent);
    return true;
}

void DefinitionStatements::create(const StatementJob& job, SqlCursor& in, duck::Connection& line) {
    const bool replace = in.takeWords("or replace");
    if (in.takeWord("catalog"))
        createCatalog(job, in);
    else if (in.takeWord("schema") || in.takeWord("database"))
        createSchema(job, in, line);
    else if (in.takeWord("table"))
        createTable(job, in, line, replace);
    else if (in.takeWord("view"))
        createView(job, in, line, replace);
    else
        failUnsupported("CREATE of anything but catalogs, schemas, tables and views");
}

void DefinitionStatements::createCatalog(const StatementJob& job, SqlCursor& in) {
    const bool lenient = in.takeWords("if not exists");
    const Securable what = Securable::catalog(in.needPart());
    CatalogFact fact{what.name, "MANAGED_CATALOG", job.who.name, {}, "s3://practice-bucket/" + what.name, 0};
    if (in.takeWords("managed location"))
        fact.storageRoot = in.needText();
    if (in.takeWord("comment"))
        fact.comment = in.needText();
    if (!in.atEnd() || !mayCreate(job, what, lenient, false))
        return;
    if (auto attached = m_engine.attach(what.name); !attached)
        throw inDatabricksWords(attached.error());
    m_metastore.put(std::move(fact));
}

void DefinitionStatements::createSchema(const StatementJob& job, SqlCursor& in, duck::Connection& line) {
    const bool lenient = in.takeWords("if not exists");
    const Securable what = job.defaults.schemaOf(in.needName());
    SchemaFact fact{what.name, job.who.name, {}, 0};
    if (in.takeWord("comment"))
        fact.comment = in.needText();
    if (!in.atEnd() || !mayCreate(job, what, lenient, false))
        return;
    execute(line, "CREATE SCHEMA IF NOT EXISTS " + Engine::duckName(what.name));
    m_metastore.put(std::move(fact));
}

void DefinitionStatements::createTable(const StatementJob& job, SqlCursor& in, duck::Connection& line, bool replace) {
    const bool lenient = in.takeWords("if not exists");
    const Securable what = job.defaults.table(in.needName());
    TableFact fact;
    fact.name = what.name;
    fact.owner = job.who.name;
    if (in.isSymbol("("))
        fact.columns = readColumns(in);
    while (!in.atEnd() && !in.isWord("as")) {
        if (in.takeWord("comment"))
            fact.comment = in.needText();
        else if (in.takeWord("tblproperties"))
            fact.properties = readProperties(in);
        else if (!skipClause(in))
            in.fail();
    }
    const bool fromQuery = in.takeWord("as");
    if (!fromQuery && fact.columns.empty())
        failUnsupported("A table without columns");
    if (!mayCreate(job, what, lenient, replace))
        return in.moveTo(in.size());
    const std::string name = Engine::duckName(what.name);
    const std::string begin = (replace ? "CREATE OR REPLACE TABLE " : "CREATE TABLE ") + name;
    if (fromQuery) {
        DuckSql query = m_translator.translate(job, in.rest(), line);
        query.text = begin + " AS " + query.text;
        if (auto rows = prepared(line, query).run(); !rows)
            throw inDatabricksWords(rows.error());
        fact.columns = duckColumnsOf(line, name);
        in.moveTo(in.size());
    } else {
        execute(line, begin + " (" + duckColumns(fact.columns) + ')');
    }
    m_metastore.put(std::move(fact));
}

void DefinitionStatements::createView(const StatementJob& job, SqlCursor& in, duck::Connection& line, bool replace) {
    const bool lenient = in.takeWords("if not exists");
    const Securable what = job.defaults.table(in.needName());
    std::string names;
    if (in.takeSymbol("(")) {
        do {
            names += (names.empty() ? "" : ", ") + backtickedPart(in.needPart());
            if (in.takeWord("comment"))
                in.needText();
        } while (in.takeSymbol(","));
        in.needSymbol(")");
    }
    TableFact fact;
    fact.name = what.name;
    fact.kind = "VIEW";
    fact.owner = job.who.name;
    while (!in.isWord("as")) {
        if (in.takeWord("comment"))
            fact.comment = in.needText();
        else if (in.takeWord("tblproperties"))
            fact.properties = readProperties(in);
        else
            in.fail();
    }
    in.advance();
    fact.viewText = in.rest();
    in.moveTo(in.size());
    if (!mayCreate(job, what, lenient, replace))
        return;
    const DuckSql query = m_translator.translate(job, fact.viewText, line);
    if (!query.values.empty())
        failUnsupported("A view with parameters");
    std::string quotedNames = names.empty() ? "" : " (" + names + ')';
    std::ranges::replace(quotedNames, '`', '"');
    execute(line,
        (replace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ") + Engine::duckName(what.name) + quotedNames + " AS "
            + query.text);
    fact.columns = duckColumnsOf(line, Engine::duckName(what.name));
    m_metastore.put(std::move(fact));
}

void DefinitionStatements::drop(const StatementJob& job, SqlCursor& in, duck::Connection& line) {
    const bool isCatalog = in.takeWord("catalog");
    const bool isSchema = !isCatalog && (in.takeWord("schema") || in.takeWord("database"));
    const bool isView = !isCatalog && !isSchema && in.takeWord("view");
    if (!isCatalog && !isSchema && !isView && !in.takeWord("table"))
        failUnsupported("DROP of anything but catalogs, schemas, tables and views");
    const bool lenient = in.takeWords("if exists");
    const auto name = in.needName();
    const Securable what = isCatalog ? Securable::catalog(name.front())
        : isSchema                   ? job.defaults.schemaOf(name)
                                     : job.defaults.table(name);
    const bool cascade = in.takeWord("cascade");
    in.takeWord("restrict");
    if (!m_metastore.exists(what)) {
        if (lenient)
            return;
        failMissing(what);
    }
    if (!m_rights.mayGrant(job.who, what))
        failStatement("INSUFFICIENT_PERMISSIONS", "User does not own " + backticked(what.name) + '.', "42501");
    const bool full
        = isSchema ? !m_metastore.tables(what.name).empty() : isCatalog && !m_metastore.schemas(what.name).empty();
    if (full && !cascade)
        failStatement("SCHEMA_NOT_EMPTY", backticked(what.name) + " is not empty; add CASCADE.", "2BP01");
    if (isCatalog) {
        if (auto gone = m_engine.detach(what.name); !gone)
            throw inDatabricksWords(gone.error());
    } else {
        execute(line,
            std::string("DROP ")
                + (isSchema      ? "SCHEMA "
                        : isView ? "VIEW "
                                 : "TABLE ")
                + Engine::duckName(what.name) + (cascade ? " CASCADE" : ""));
    }
    m_metastore.remove(what);
    m_grants.forget(what);
}

TableFact DefinitionStatements::ownedTable(const StatementJob& job, const Securable& table) const {
    const auto fact = m_metastore.table(table.name);
    if (!fact || !m_rights.sees(job.who, table))
        failMissing(table);
    if (!m_rights.mayGrant(job.who, table) && !m_rights.has(job.who, "MODIFY", table))
        failStatement("INSUFFICIENT_PERMISSIONS", "User does not have MODIFY on Table '" + table.name + "'.", "42501");
    return *fact;
}

void DefinitionStatements::alter(const StatementJob& job, SqlCursor& in, duck::Connection& line) {
    const bool isCatalog = in.takeWord("catalog");
    const bool isSchema = !isCatalog && (in.takeWord("schema") || in.takeWord("database"));
    if (!isCatalog && !isSchema && !in.takeWord("table"))
        in.needWord("view");
    const auto name = in.needName();
    const Securable what = isCatalog ? Securable::catalog(name.front())
        : isSchema                   ? job.defaults.schemaOf(name)
                                     : job.defaults.table(name);
    if (!m_metastore.exists(what))
        failMissing(what);
    if (in.takeWords("owner to") || in.takeWords("set owner to")) {
        if (!m_rights.mayGrant(job.who, what))
            failStatement("INSUFFICIENT_PERMISSIONS", "User does not own " + backticked(what.name) + '.', "42501");
        return m_metastore.setOwner(what, in.needPart());
    }
    if (isCatalog || isSchema)
        failUnsupported("This form of ALTER");
    alterTable(in, line, ownedTable(job, what));
}

void DefinitionStatements::alterTable(SqlCursor& in, duck::Connection& line, TableFact table) {
    const std::string name = "ALTER TABLE " + Engine::duckName(table.name);
    if (in.takeWords("set tblproperties")) {
        for (const auto& [key, value] : readProperties(in))
            table.properties[key] = value;
    } else if (in.takeWords("unset tblproperties")) {
        in.takeWords("if exists");
        in.needSymbol("(");
        do
            table.properties.erase(in.needText());
        while (in.takeSymbol(","));
        in.needSymbol(")");
    } else if (in.takeWords("add column") || in.takeWords("add columns")) {
        for (const ColumnFact& column : readColumns(in)) {
            execute(line, name + " ADD COLUMN " + duckColumns({column}));
            table.columns.push_back(column);
        }
    } else if (in.takeWords("drop column") || in.takeWords("drop columns")) {
        const bool several = in.takeSymbol("(");
        do {
            const std::string column = in.needPart();
            execute(line,
                name + " DROP COLUMN " + duckColumns({{column, "string", true, {}}}).substr(0, column.size() + 2));
            std::erase_if(
                table.columns, [&](const ColumnFact& each) { return lowerName(each.name) == lowerName(column); });
        } while (several && in.takeSymbol(","));
        if (several)
            in.needSymbol(")");
    } else if (!skipClause(in)) {
        failUnsupported("This form of ALTER TABLE");
    }
    m_metastore.put(std::move(table));
}

void DefinitionStatements::comment(const StatementJob& job, SqlCursor& in) {
    in.needWord("on");
    if (!in.takeWord("table"))
        failUnsupported("A comment on anything but a table");
    TableFact table = ownedTable(job, job.defaults.table(in.needName()));
    in.needWord("is");
    table.comment = in.takeWord("null") ? std::string() : in.needText();
    m_metastore.put(std::move(table));
}

void DefinitionStatements::truncate(const StatementJob& job, SqlCursor& in, duck::Connection& line) {
    in.advance();
    in.needWord("table");
    const Securable table = job.defaults.table(in.needName());
    m_translator.demand(job.who, "MODIFY", table);
    execute(line, "DELETE FROM " + Engine::duckName(table.name));
}

} // namespace spanglass::practice
