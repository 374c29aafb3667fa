#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace spanglass {

/// How an experiment's traces get into Unity Catalog (databricks-api.md 3).
enum class TraceTableForm : std::uint8_t {
    Newest, ///< whichever of the others the workspace has, newest first
    TablePrefix, ///< REST 5.0: four v2 tables named by a prefix, bound for good
    SchemaLinked, ///< REST 4.0: three v1 tables of fixed names, can be unlinked
    ByHand, ///< v1 tables by CREATE TABLE statements, then as SchemaLinked
};

enum class PrincipalKind : std::uint8_t { User, Group, ServicePrincipal };

/// Somebody who can be given rights.
struct SetupPrincipal {
    PrincipalKind kind = PrincipalKind::User;
    QString id = {}; ///< what grants name: e-mail, group name, application id
    QString label = {}; ///< what people call it: display name, "app orders-agent", "endpoint chat"

    bool operator==(const SetupPrincipal&) const = default;
};

/// What one principal shall be able to do with the traces.
struct PlannedGrant {
    SetupPrincipal principal;
    bool writes = true; ///< MODIFY besides SELECT on each table, and CAN_EDIT on the experiment; else only reading
    bool usesWarehouse = true; ///< CAN_USE on the SQL warehouse

    bool operator==(const PlannedGrant&) const = default;
};

/// A judge that runs by itself over new traces.
struct PlannedScorer {
    QString name;
    QString builtin = {}; ///< "Safety", "Guidelines", "RelevanceToQuery", ...
    QStringList guidelines = {}; ///< of "Guidelines", each a sentence
    double sampleRate = 1.0; ///< share of traces, 0 to 1; 0 is registered and not started
    QString filter = {}; ///< in the grammar of trace search; empty: all

    bool operator==(const PlannedScorer&) const = default;
};

/// The app of a workspace that takes spans from programs without rights in Unity Catalog.
struct PlannedCollector {
    QString appName; ///< lower case letters, digits, hyphens; empty: no collector app
    QString sourceFolder = {}; ///< in the workspace, absolute
    QString secretScope = {};
    QString secretKey = {}; ///< holds the token that the app writes with
    bool deploysAnew = false; ///< what runs already, once; not exported
    bool replacesSecret = false; ///< a token that is there already, once; not exported
    QString url = {}; ///< of the app, once it is made; not exported

    bool isWanted() const { return !appName.isEmpty(); }
    bool operator==(const PlannedCollector&) const = default;
};

/// What should be true after a setup. A value without secrets; exported as documented JSON.
struct SetupPlan {
    QString connectionId = {}; ///< on this machine; not exported
    QString host = {}; ///< "https://dbc-1.cloud.databricks.com"; an MLflow server's address
    QString profile = {}; ///< of the Databricks configuration; empty: a connection of Spanglass's own
    bool mlflowServer = false; ///< then only the experiment and the proof count

    QString warehouseId = {};
    QString warehouseName = {};
    QString experimentName = {}; ///< absolute path in the workspace
    QString experimentId = {}; ///< empty until it is known
    bool bindsWhenMade = false; ///< the call that makes the experiment binds it to TablePrefix tables; not exported
    QString catalog = {};
    QString schema = {};
    TraceTableForm form = TraceTableForm::Newest;
    QString tablePrefix = {}; ///< of TablePrefix; empty: the experiment's id

    QList<PlannedGrant> grants = {};
    PlannedCollector collector = {};
    QString monitoringWarehouseId = {}; ///< empty: no monitoring
    QString monitoringWarehouseName = {}; ///< for a workspace that does not know the id
    QList<PlannedScorer> scorers = {};

    bool operator==(const SetupPlan&) const = default;
};

} // namespace spanglass
