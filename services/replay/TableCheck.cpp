#include "services/replay/TableCheck.h"

#include "services/auth/ApiClient.h"
#include "services/auth/TokenProvider.h"
#include "services/core/Waited.h"
#include "services/databricks/CatalogClient.h"
#include "services/databricks/IdentityClient.h"
#include "services/warehouse/tables/TableShape.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using State = ReplayFinding::State;

struct NeededRight {
    SecurableKind kind;
    QLatin1StringView word; ///< of GRANT ... ON
    qsizetype parts; ///< of the table's name
    QStringList privileges; ///< as the API spells them
};

/// What whoever writes needs, by name (confirmed: databricks-api.md 4.1).
QList<NeededRight> neededRights() {
    return {{SecurableKind::Catalog, "CATALOG"_L1, 1, {u"USE_CATALOG"_s}},
        {SecurableKind::Schema, "SCHEMA"_L1, 2, {u"USE_SCHEMA"_s}},
        {SecurableKind::Table, "TABLE"_L1, 3, {u"SELECT"_s, u"MODIFY"_s}}};
}

class TableCheck {
public:
    TableCheck(ApiClient& api, AuthThread& thread, const std::function<bool()>& isCancelled)
        : m_api(api)
        , m_thread(thread)
        , m_catalogs(api, thread)
        , m_isCancelled(isCancelled) { }

    QList<ReplayFinding> run(const ReplayTarget& target) {
        if (!checkSignIn())
            return m_out;
        for (const QString& table : {target.spansTable, target.logsTable, target.metricsTable})
            if (!table.isEmpty() && !m_isCancelled())
                checkTable(table, table == target.spansTable);
        return m_out;
    }

private:
    bool checkSignIn() {
        const auto token = waited(m_api.tokens().token(), m_isCancelled);
        const auto me = waited(IdentityClient(m_api, m_thread).me(), m_isCancelled);
        if (!me) {
            m_out.append({u"Sign-in"_s, State::Failed, me.error().message, me.error().remedy});
            return false;
        }
        m_me = *me;
        if (token && token->facts.form == TokenForm::Personal)
            m_out.append({u"Sign-in"_s, State::Doubtful,
                u"Signed in as %1 with a personal access token; the ingest endpoint wants OAuth."_s.arg(m_me.userName),
                u"Sign in by browser, through the Databricks CLI or as a service principal."_s});
        else
            m_out.append({u"Sign-in"_s, State::Fine, u"Signed in as %1."_s.arg(m_me.userName)});
        return true;
    }

    void checkTable(const QString& name, bool ofSpans) {
        const QStringList parts = name.split(u'.');
        const QString subject = u"Table "_s + name;
        if (parts.size() != 3)
            return m_out.append({subject, State::Failed, u"Its name is not catalog.schema.table."_s, u"Correct it."_s});
        const auto table = waited(m_catalogs.table(parts[0], parts[1], parts[2]), m_isCancelled);
        if (!table) {
            const bool absent = table.error().code == ErrorCode::NotFound;
            return m_out.append(
                {subject, State::Failed, absent ? u"It is not there, or you may not see it."_s : table.error().message,
                    absent ? u"Make it in Setup, or correct the name."_s : table.error().remedy});
        }
        m_out.append(ofSpans
                ? shapeOf(subject, *table)
                : ReplayFinding{subject, State::Fine, u"It is there, with %1 columns."_s.arg(table->columns.size())});
        for (const NeededRight& right : neededRights())
            checkRight(right, parts.first(right.parts));
    }

    static ReplayFinding shapeOf(const QString& subject, const TableInfo& table) {
        std::vector<TableColumn> columns;
        for (const ColumnInfo& column : table.columns)
            columns.push_back({column.name, column.typeText});
        const TableShape shape = recogniseSpans(table.fullName(), columns);
        if (shape.isReadable() && shape.findings.empty())
            return {subject, State::Fine, u"It is a %1."_s.arg(shape.summary())};
        QStringList findings;
        for (const ShapeFinding& finding : shape.findings)
            findings += finding.sentence();
        return {subject, shape.isReadable() ? State::Doubtful : State::Failed,
            shape.summary() + u": "_s + findings.join(u' '),
            u"The endpoint refuses spans for a table that lacks columns; the page Tables of the setup mends it."_s};
    }

    void checkRight(const NeededRight& right, const QStringList& parts) {
        const QString name = parts.join(u'.');
        if (m_looked.contains(name))
            return;
        m_looked += name;
        const QString subject = u"Rights on "_s + name;
        const auto granted = waited(m_catalogs.effectivePrivileges(right.kind, name), m_isCancelled);
        if (!granted)
            return m_out.append({subject, State::NotLooked, granted.error().message});
        const QStringList mine = privilegesOf(m_me, *granted);
        QStringList missing;
        for (const QString& privilege : right.privileges)
            if (!mine.contains(privilege))
                missing += privilege;
        if (missing.isEmpty())
            return m_out.append({subject, State::Fine, right.privileges.join(u", "_s) + u" is granted."_s});
        const bool all = mine.contains("ALL_PRIVILEGES"_L1);
        m_out.append({subject, all ? State::Doubtful : State::Failed,
            all ? u"Only as ALL PRIVILEGES, which the ingest endpoint does not count."_s
                : u"%1 is not granted by name."_s.arg(missing.join(u", "_s)),
            u"GRANT %1 ON %2 %3 TO `%4`"_s.arg(QString(missing.join(u", "_s)).replace(u'_', u' '), right.word,
                tableName(parts), QString(m_me.userName).replace(u"`"_s, u"``"_s))});
    }

    ApiClient& m_api;
    AuthThread& m_thread;
    CatalogClient m_catalogs;
    const std::function<bool()>& m_isCancelled;
    Identity m_me;
    QStringList m_looked; ///< catalogs, schemas and tables whose grants were read
    QList<ReplayFinding> m_out;
};

} // namespace

QList<ReplayFinding> checkTables(
    const ReplayTarget& target, ApiClient& api, AuthThread& thread, const std::function<bool()>& isCancelled) {
    return TableCheck(api, thread, isCancelled).run(target);
}

} // namespace spanglass
