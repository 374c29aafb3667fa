#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

namespace spanglass {

/// Objects of Unity Catalog as its REST API describes them; names without quotes. Empty texts: not sent.
struct CatalogInfo {
    QString name;
    QString type; ///< "MANAGED_CATALOG", "FOREIGN_CATALOG", "SYSTEM_CATALOG", ...
    QString storageRoot;
    QString storageLocation;
    QString isolationMode; ///< "OPEN" or "ISOLATED"
    QString owner;
    QString comment;
    bool browseOnly = false; ///< its name may be seen, its contents not

    /// Trace tables can be made in managed catalogs only.
    bool isManaged() const { return type == QLatin1StringView("MANAGED_CATALOG"); }
};

struct SchemaInfo {
    QString catalog;
    QString name;
    QString storageRoot;
    QString owner;
    QString comment;
};

struct ColumnInfo {
    QString name;
    QString typeText; ///< "map<string,string>", "variant"
    QString typeJson; ///< Spark's own JSON for the type
    QString comment;
    int position = 0;
    bool nullable = true;
    bool masked = false; ///< a column mask changes what is read
};

struct TableInfo {
    QString catalog;
    QString schema;
    QString name;
    QString type; ///< "MANAGED", "EXTERNAL", "VIEW", "MATERIALIZED_VIEW", "STREAMING_TABLE", ...
    QString format; ///< "DELTA", ...
    QString storageLocation;
    QString owner;
    QString comment;
    QString viewDefinition;
    QMap<QString, QString> properties; ///< "otel.schemaVersion" is one
    QList<ColumnInfo> columns; ///< by position; none in a list that left them out
    bool rowFilter = false; ///< a row filter hides rows from some readers
    QDateTime created; ///< UTC
    QDateTime updated; ///< UTC

    QString fullName() const { return catalog + u'.' + schema + u'.' + name; }
};

/// What has grants of its own.
enum class SecurableKind : std::uint8_t { Metastore, Catalog, Schema, Table, Volume, ExternalLocation };

/// One privilege of one principal.
struct Privilege {
    QString principal; ///< e-mail, group name or application id
    QString name; ///< "SELECT", "USE_SCHEMA", ...
    QString inheritedFrom; ///< "SCHEMA main.traces"; empty when it is granted on the object itself

    bool operator==(const Privilege&) const = default;
};

} // namespace spanglass
