#include "app/workspace/OwnClient.h"

#include "app/Connections.h"
#include "app/workspace/PracticeHost.h"
#include "services/auth/WhenDone.h"

namespace spanglass {

QFuture<Result<std::shared_ptr<ApiClient>>> ownClient(
    Connections& connections, PracticeHost& practice, const QString& connectionId, QObject* context) {
    using Client = Result<std::shared_ptr<ApiClient>>;
    const Promised<Client> promise;
    const bool practises = connectionId == PracticeHost::connectionId();
    whenDone(context, practises ? practice.start() : connections.desk().client(connectionId),
        [promise](const std::optional<Client>& got) {
            if (got)
                promise.give(*got);
            else
                promise.withdraw();
        });
    return promise.future();
}

} // namespace spanglass
