#pragma once

#include "services/setup/SetupRecord.h"
#include "services/setup/SetupSession.h"

#include <QPromise>
#include <QThreadPool>
#include <QtConcurrent>

#include <atomic>
#include <map>
#include <mutex>

namespace spanglass {

/// Runs the work of setups on threads of its own. Futures end without a result when they are cancelled; their progress
/// text says what is being done. Any thread.
class SetupEngine {
public:
    using Client = Result<std::shared_ptr<ApiClient>>;
    struct Parts {
        AuthThread& thread;
        SetupRecord& record;
        std::function<void()> recorded = [] {}; ///< after each change; called on a worker thread
        SetupPace pace = {};
    };
    explicit SetupEngine(Parts parts);
    ~SetupEngine(); ///< gives up what is under way, and waits for its end

    /// `client`: of nobody else, since giving up cancels it.
    QFuture<Result<SetupStepReport>> probe(QFuture<Client> client, const SetupPlan& plan, SetupStep step);
    QFuture<Result<SetupStepReport>> apply(
        QFuture<Client> client, const SetupPlan& plan, SetupStep step, const Secret& secret = {});

    /// Any other work. It may give several results, each in the place of the one before.
    template <class T>
    QFuture<Result<T>> start(
        QFuture<Client> client, const Secret& secret, std::function<void(SetupSession&, QPromise<Result<T>>&)> work) {
        return QtConcurrent::run(&m_pool, [this, client, secret, work](QPromise<Result<T>>& promise) {
            const auto isCancelled = [this, &promise] { return m_stopping || promise.isCanceled(); };
            const Client api = waited(client, isCancelled);
            if (isCancelled())
                return promise.future().cancel();
            if (!api) {
                promise.addResult(Result<T>(std::unexpected(api.error())));
                return;
            }
            int said = 0;
            SetupSession session(sessionParts(*api, secret, isCancelled,
                [&promise, &said](const QString& text) { promise.setProgressValueAndText(++said, text); }));
            work(session, promise);
        });
    }
    /// Work with one result.
    template <class T> QFuture<Result<T>> run(QFuture<Client> client, std::function<Result<T>(SetupSession&)> work) {
        return start<T>(client, {}, [work](SetupSession& session, QPromise<Result<T>>& promise) {
            Result<T> result = work(session);
            if (!session.isCancelled())
                promise.addResult(std::move(result));
            else
                promise.future().cancel();
        });
    }

private:
    SetupSession::Parts sessionParts(const std::shared_ptr<ApiClient>& api, const Secret& secret,
        std::function<bool()> isCancelled, std::function<void(const QString&)> say);
    std::shared_ptr<SqlWarehouse> warehouse(const std::shared_ptr<ApiClient>& api, const QString& id);
    QFuture<Result<SetupStepReport>> runStep(
        QFuture<Client> client, const SetupPlan& plan, SetupStep step, const Secret& secret, bool applies);

    const Parts m_parts;
    std::mutex m_mutex;
    std::map<std::pair<std::shared_ptr<ApiClient>, QString>, std::shared_ptr<SqlWarehouse>> m_warehouses;
    std::atomic<bool> m_stopping = false;
    QThreadPool m_pool; ///< last: what it runs uses the rest
};

} // namespace spanglass
