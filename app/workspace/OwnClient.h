#pragma once

#include "services/auth/ApiClient.h"

#include <QFuture>
#include <QObject>

namespace spanglass {

class Connections;
class PracticeHost;

/// What calls the other side of a connection, the practice workspace too, as a future that nobody else has: cancelling
/// it costs nobody anything. GUI thread; all must outlive it.
QFuture<Result<std::shared_ptr<ApiClient>>> ownClient(
    Connections& connections, PracticeHost& practice, const QString& connectionId, QObject* context);

} // namespace spanglass
