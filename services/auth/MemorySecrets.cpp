#include "services/auth/MemorySecrets.h"

#include "services/auth/WhenDone.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QFuture<Result<Secret>> MemorySecrets::read(QString key) {
    const std::lock_guard lock(m_mutex);
    return readyFuture<Result<Secret>>(m_kept.value(key));
}

QFuture<Result<>> MemorySecrets::write(QString key, Secret value) {
    const std::lock_guard lock(m_mutex);
    m_kept.insert(key, std::move(value));
    return readyFuture<Result<>>({});
}

QFuture<Result<>> MemorySecrets::remove(QString key) {
    const std::lock_guard lock(m_mutex);
    m_kept.remove(key);
    return readyFuture<Result<>>({});
}

SecretPlace MemorySecrets::place() const { return {SecretPlace::Kind::Memory, u"it was asked for"_s}; }

} // namespace spanglass
