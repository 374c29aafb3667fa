#pragma once

#include "services/auth/SecretStore.h"

#include <QHash>

#include <mutex>

namespace spanglass {

/// Secrets for as long as the program runs.
class MemorySecrets final : public SecretStore {
public:
    QFuture<Result<Secret>> read(QString key) override;
    QFuture<Result<>> write(QString key, Secret value) override;
    QFuture<Result<>> remove(QString key) override;
    SecretPlace place() const override;

private:
    std::mutex m_mutex;
    QHash<QString, Secret> m_kept;
};

} // namespace spanglass
