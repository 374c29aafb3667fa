#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace spanglass {

/// Where an experiment's traces are kept in Unity Catalog.
struct TraceLocation {
    QString catalog;
    QString schema;
    QString prefix; ///< of the newer tables; empty for the schema-linked ones with their fixed names
    QString spansTable; ///< full names, unquoted
    QString logsTable;
    QString annotationsTable; ///< newer tables only

    /// The form that clients and tags use: "catalog.schema" or "catalog.schema.prefix".
    QString path() const {
        return prefix.isEmpty() ? QString(catalog + u'.' + schema) : QString(catalog + u'.' + schema + u'.' + prefix);
    }
    bool operator==(const TraceLocation&) const = default;
};

/// An MLflow experiment, on Databricks or on an MLflow server.
struct Experiment {
    QString id; ///< decimal digits
    QString name; ///< on Databricks an absolute workspace path
    QString artifactLocation;
    bool deleted = false; ///< a deleted one still holds its name
    QDateTime created; ///< UTC
    QDateTime updated; ///< UTC
    QMap<QString, QString> tags;
    std::optional<TraceLocation> traceLocation; ///< none: traces go to the experiment's own store
};

} // namespace spanglass
