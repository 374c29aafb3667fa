#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Experiment.h"

namespace spanglass {

class AuthThread;

struct ExperimentQuery {
    QString filter; ///< "name LIKE '%agent%'", "tags.team = 'search'"; empty: all
    int maxResults = 200;
    QString pageToken; ///< of the page before
    bool deletedToo = false;
};

struct ExperimentList {
    QList<Experiment> experiments;
    QString nextPageToken; ///< empty at the end
};

/// Experiments, by the REST API 2.0 that Databricks and MLflow servers share. `api` and `thread` must outlive this and
/// its futures. Any thread.
///
/// Confirmed: sdk-py service/ml.py ExperimentsAPI (paths, fields). Assumed: the status of a name in use (400 or 409;
/// the code decides, and both are Conflict here), and that delete-experiment-tag exists on Databricks.
class ExperimentClient {
public:
    ExperimentClient(ApiClient& api, AuthThread& thread)
        : m_api(api)
        , m_thread(thread) { }

    /// May give a deleted experiment, which still holds its name. NotFound when there is none.
    QFuture<ApiOutcome<Experiment>> byName(const QString& name);
    QFuture<ApiOutcome<Experiment>> byId(const QString& id);
    /// The id of the new one. Conflict when the name is in use. Databricks wants an absolute path whose folder exists.
    QFuture<ApiOutcome<QString>> create(const QString& name, const QMap<QString, QString>& tags = {});
    QFuture<ApiOutcome<ExperimentList>> search(const ExperimentQuery& query);
    QFuture<ApiOutcome<>> setTag(const QString& id, const QString& key, const QString& value);
    QFuture<ApiOutcome<>> deleteTag(const QString& id, const QString& key);

private:
    ApiClient& m_api;
    AuthThread& m_thread;
};

/// Whether two names mean one experiment. Assumed: the workspace drops a leading "/Workspace" (databricks-api.md 13).
bool sameExperimentName(QStringView a, QStringView b);

} // namespace spanglass
