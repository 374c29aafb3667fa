#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/CatalogObjects.h"
#include "services/core/Identity.h"

namespace spanglass {

class AuthThread;

/// Reads Unity Catalog. `api` and `thread` must outlive this and its futures. Any thread.
///
/// Confirmed: sdk-py service/catalog.py (paths, query, list keys, paging: a page may be empty and still have a token).
/// Assumed: how an absent object's error code is spelled (CATALOG_DOES_NOT_EXIST or RESOURCE_DOES_NOT_EXIST); both come
/// as 404 and as NotFound here, also when the caller may not see the object.
class CatalogClient {
public:
    CatalogClient(ApiClient& api, AuthThread& thread)
        : m_api(api)
        , m_thread(thread) { }

    QFuture<ApiOutcome<QList<CatalogInfo>>> catalogs();
    QFuture<ApiOutcome<CatalogInfo>> catalog(const QString& name);
    QFuture<ApiOutcome<QList<SchemaInfo>>> schemas(const QString& catalog);
    QFuture<ApiOutcome<SchemaInfo>> schema(const QString& catalog, const QString& name);
    /// Without columns and properties, which make such lists large.
    QFuture<ApiOutcome<QList<TableInfo>>> tables(const QString& catalog, const QString& schema);
    /// With columns and properties.
    QFuture<ApiOutcome<TableInfo>> table(const QString& catalog, const QString& schema, const QString& name);

    /// Granted and inherited privileges. `fullName`: "main.traces.spans". An empty principal asks for everybody's.
    /// Assumed: an answer for one principal may leave out what comes by its groups; privilegesOf puts them together.
    QFuture<ApiOutcome<QList<Privilege>>> effectivePrivileges(
        SecurableKind kind, const QString& fullName, const QString& principal = {});

private:
    ApiClient& m_api;
    AuthThread& m_thread;
};

/// The privileges that reach a person: their own, those of their groups, and those of "account users", which is
/// everybody. Each name once, in alphabetical order.
QStringList privilegesOf(const Identity& identity, const QList<Privilege>& privileges);

} // namespace spanglass
