#pragma once

#include "services/auth/MemorySecrets.h"

#include <chrono>
#include <memory>

namespace spanglass {

/// Secrets in the system's keychain, under the program's name. Without one, in memory only, which place() then says;
/// nothing is ever written to a file in the clear.
///
/// The keychain's library answers in the main thread's event loop and nowhere else, so that has to run: while the main
/// thread waits for a future of this, nothing comes.
class KeychainSecrets final : public SecretStore {
public:
    /// `service` groups the entries; tests take another. A keychain that asks its owner to unlock it may need a while.
    explicit KeychainSecrets(QString service, std::chrono::milliseconds timeLimit = std::chrono::minutes(2));
    ~KeychainSecrets() override;

    QFuture<Result<Secret>> read(QString key) override;
    QFuture<Result<>> write(QString key, Secret value) override;
    QFuture<Result<>> remove(QString key) override;
    SecretPlace place() const override;

private:
    class Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace spanglass
