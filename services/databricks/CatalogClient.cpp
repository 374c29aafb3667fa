#include "services/databricks/CatalogClient.h"

#include "services/auth/ApiReading.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Base = u"/api/2.1/unity-catalog"_s;
/// The server chooses the size of its pages.
const std::pair<QString, QString> PageSize{u"max_results"_s, u"0"_s};

CatalogInfo readCatalog(const Json& object) {
    CatalogInfo out;
    out.name = textUnder(object, "name");
    out.type = textUnder(object, "catalog_type");
    out.storageRoot = textUnder(object, "storage_root");
    out.storageLocation = textUnder(object, "storage_location");
    out.isolationMode = textUnder(object, "isolation_mode");
    out.owner = textUnder(object, "owner");
    out.comment = textUnder(object, "comment");
    out.browseOnly = truthUnder(object, "browse_only");
    return out;
}

SchemaInfo readSchema(const Json& object) {
    return {.catalog = textUnder(object, "catalog_name"),
        .name = textUnder(object, "name"),
        .storageRoot = textUnder(object, "storage_root"),
        .owner = textUnder(object, "owner"),
        .comment = textUnder(object, "comment")};
}

ColumnInfo readColumn(const Json& object) {
    ColumnInfo out;
    out.name = textUnder(object, "name");
    out.typeText = textUnder(object, "type_text");
    out.typeJson = textUnder(object, "type_json");
    out.comment = textUnder(object, "comment");
    out.position = static_cast<int>(numberUnder(object, "position"));
    out.nullable = truthUnder(object, "nullable", true);
    out.masked = !objectUnder(object, "mask").empty();
    return out;
}

TableInfo readTable(const Json& object) {
    TableInfo out;
    out.catalog = textUnder(object, "catalog_name");
    out.schema = textUnder(object, "schema_name");
    out.name = textUnder(object, "name");
    out.type = textUnder(object, "table_type");
    out.format = textUnder(object, "data_source_format");
    out.storageLocation = textUnder(object, "storage_location");
    out.owner = textUnder(object, "owner");
    out.comment = textUnder(object, "comment");
    out.viewDefinition = textUnder(object, "view_definition");
    out.rowFilter = !objectUnder(object, "row_filter").empty();
    out.created = timeUnder(object, "created_at");
    out.updated = timeUnder(object, "updated_at");
    for (const auto& [name, value] : objectUnder(object, "properties").items())
        if (value.is_string())
            out.properties.insert(
                QString::fromStdString(name), QString::fromStdString(value.get_ref<const std::string&>()));
    for (const Json& column : objectsUnder(object, "columns"))
        out.columns.append(readColumn(column));
    std::ranges::stable_sort(out.columns, {}, &ColumnInfo::position);
    return out;
}

/// A reader of one object, which has to have a name.
template <class T> auto named(T (*read)(const Json&)) {
    return [read](const Json& object, const ApiAnswer&) -> std::optional<T> {
        T out = read(object);
        return out.name.isEmpty() ? std::nullopt : std::optional(std::move(out));
    };
}

/// Lower case: confirmed by what the CLI and the SDKs send.
QString pathName(SecurableKind kind) {
    switch (kind) {
    case SecurableKind::Metastore:
        return u"metastore"_s;
    case SecurableKind::Catalog:
        return u"catalog"_s;
    case SecurableKind::Schema:
        return u"schema"_s;
    case SecurableKind::Table:
        return u"table"_s;
    case SecurableKind::Volume:
        return u"volume"_s;
    case SecurableKind::ExternalLocation:
        return u"external_location"_s;
    }
    return {};
}

QList<Privilege> readAssignment(const Json& assignment) {
    QList<Privilege> out;
    for (const Json& item : objectsUnder(assignment, "privileges")) {
        Privilege privilege{textUnder(assignment, "principal"), textUnder(item, "privilege"), {}};
        if (const QString from = textUnder(item, "inherited_from_name"); !from.isEmpty())
            privilege.inheritedFrom = textUnder(item, "inherited_from_type") + u' ' + from;
        out.append(privilege);
    }
    return out;
}

} // namespace

QFuture<ApiOutcome<QList<CatalogInfo>>> CatalogClient::catalogs() {
    const ApiRequest request{.path = Base + u"/catalogs"_s, .query = {PageSize, {u"include_browse"_s, u"true"_s}}};
    return readList<CatalogInfo>(m_api, m_thread, request, "catalogs", readCatalog);
}

QFuture<ApiOutcome<CatalogInfo>> CatalogClient::catalog(const QString& name) {
    const ApiRequest request{.path = Base + u"/catalogs/"_s + name};
    return readObject<CatalogInfo>(m_api, m_thread, request, u"name"_s, named(readCatalog));
}

QFuture<ApiOutcome<QList<SchemaInfo>>> CatalogClient::schemas(const QString& catalog) {
    const ApiRequest request{.path = Base + u"/schemas"_s, .query = {{u"catalog_name"_s, catalog}, PageSize}};
    return readList<SchemaInfo>(m_api, m_thread, request, "schemas", readSchema);
}

QFuture<ApiOutcome<SchemaInfo>> CatalogClient::schema(const QString& catalog, const QString& name) {
    const ApiRequest request{.path = Base + u"/schemas/"_s + catalog + u'.' + name};
    return readObject<SchemaInfo>(m_api, m_thread, request, u"name"_s, named(readSchema));
}

QFuture<ApiOutcome<QList<TableInfo>>> CatalogClient::tables(const QString& catalog, const QString& schema) {
    const ApiRequest request{.path = Base + u"/tables"_s,
        .query = {{u"catalog_name"_s, catalog}, {u"schema_name"_s, schema}, {u"omit_columns"_s, u"true"_s},
            {u"omit_properties"_s, u"true"_s}, PageSize}};
    return readList<TableInfo>(m_api, m_thread, request, "tables", readTable);
}

QFuture<ApiOutcome<TableInfo>> CatalogClient::table(
    const QString& catalog, const QString& schema, const QString& name) {
    const ApiRequest request{.path = Base + u"/tables/"_s + catalog + u'.' + schema + u'.' + name};
    return readObject<TableInfo>(m_api, m_thread, request, u"name"_s, named(readTable));
}

QFuture<ApiOutcome<QList<Privilege>>> CatalogClient::effectivePrivileges(
    SecurableKind kind, const QString& fullName, const QString& principal) {
    ApiRequest request{
        .path = Base + u"/effective-permissions/"_s + pathName(kind) + u'/' + fullName, .query = {PageSize}};
    if (!principal.isEmpty())
        request.query.append({u"principal"_s, principal});
    return mapped<ApiOutcome<QList<Privilege>>>(m_thread,
        readList<QList<Privilege>>(m_api, m_thread, request, "privilege_assignments", readAssignment),
        [](const ApiOutcome<QList<QList<Privilege>>>& assignments) -> ApiOutcome<QList<Privilege>> {
            if (!assignments)
                return std::unexpected(assignments.error());
            QList<Privilege> out;
            for (const QList<Privilege>& one : *assignments)
                out.append(one);
            return out;
        });
}

QStringList privilegesOf(const Identity& identity, const QList<Privilege>& privileges) {
    QStringList out;
    for (const Privilege& privilege : privileges) {
        const bool reaches = privilege.principal.compare(identity.userName, Qt::CaseInsensitive) == 0
            || identity.groups.contains(privilege.principal) || privilege.principal == "account users"_L1;
        if (reaches && !out.contains(privilege.name))
            out.append(privilege.name);
    }
    out.sort();
    return out;
}

} // namespace spanglass
