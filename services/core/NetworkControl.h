#pragma once

#include "services/core/Error.h"
#include "services/core/NetworkSettings.h"
#include "services/core/SecretPlace.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

namespace spanglass {

/// What came back from an address.
struct NetworkCheck {
    int status = 0; ///< of HTTP; any says that the way there works
    std::chrono::nanoseconds duration{0};
};

/// The way to the network as the window sees it. Lives in the GUI thread; signals come there.
class NetworkControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const NetworkSettings& settings() const = 0;
    /// Counts from the next request on; kept for the next start, the password in the keychain.
    virtual void apply(const NetworkSettings& settings) = 0;
    /// What the environment says of proxies: "http://proxy.example:3128, not for .inner.example"; without credentials,
    /// empty when it says nothing.
    virtual QString environmentProxy() const = 0;
    virtual SecretPlace secretPlace() const = 0;
    /// Asks an address under settings that need not be applied. Can be cancelled.
    virtual QFuture<Result<NetworkCheck>> check(const QUrl& url, const NetworkSettings& settings) = 0;

Q_SIGNALS:
    void changed(); ///< the settings, or where the password is kept
};

} // namespace spanglass
