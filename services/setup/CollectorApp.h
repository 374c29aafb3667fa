#pragma once

#include "services/setup/SetupSession.h"

#include <nlohmann/json_fwd.hpp>

#include <QMap>

namespace spanglass {

/// An app of the workspace, as far as a collector needs it (confirmed: sdk-py service/apps.py).
struct CollectorApp {
    QString name;
    QString url;
    QString servicePrincipal; ///< its application id: what grants name
    QString computeState; ///< "ACTIVE", "STARTING", "STOPPED", "ERROR", ...
    QString appState; ///< "RUNNING", "DEPLOYING", "CRASHED", "UNAVAILABLE"
    QString appMessage;
    QByteArray resources; ///< a JSON array, as it was read
    bool deploying = false;
    QString deploymentId; ///< of the deployment that runs
    std::optional<QMap<QString, QString>> environment; ///< environmentIn() the one that runs; nothing: not told
    QString deployedFrom; ///< folder of the deployment that runs; empty: none
    QString deployedState; ///< "SUCCEEDED", "FAILED", ...
    QString deployedMessage;

    /// The name under which it is given this secret; empty when it is not.
    QString secretResource(const QString& scope, const QString& key) const;
    /// Its resources and the secret; the other ones as they were read.
    QByteArray resourcesWith(const QString& scope, const QString& key) const;
};

/// Nothing when there is none of the name.
ApiOutcome<std::optional<CollectorApp>> collectorApp(const QString& name, SetupSession& session);

/// The keys of a secret scope; nothing when there is no such scope, or it may not be read.
ApiOutcome<std::optional<QStringList>> secretKeys(const QString& scope, SetupSession& session);

/// What a deployment's env_vars come to: a value, or "<- name" for what comes from a resource of the app; empty where
/// neither is told. Nothing where there is no such list.
std::optional<QMap<QString, QString>> environmentIn(const nlohmann::json& deployment);

/// Whether two workspace paths are one: the leading "/Workspace" may be left out (assumed, databricks-api.md 2).
bool sameFolder(const QString& a, const QString& b);

} // namespace spanglass
