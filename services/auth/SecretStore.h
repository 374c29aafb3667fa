#pragma once

#include "services/core/Error.h"
#include "services/core/Secret.h"
#include "services/core/SecretPlace.h"

#include <QFuture>

namespace spanglass {

/// Where secrets are kept between uses. Any thread.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    /// Empty when nothing is kept under the key.
    virtual QFuture<Result<Secret>> read(QString key) = 0;
    virtual QFuture<Result<>> write(QString key, Secret value) = 0;
    /// Also fine when nothing is kept.
    virtual QFuture<Result<>> remove(QString key) = 0;

    virtual SecretPlace place() const = 0;
};

} // namespace spanglass
