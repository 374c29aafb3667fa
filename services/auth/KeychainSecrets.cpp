#include "services/auth/KeychainSecrets.h"

#include "services/auth/WhenDone.h"

#include <QCoreApplication>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isMissingBackend(QKeychain::Error error) {
    return error == QKeychain::NoBackendAvailable || error == QKeychain::NotImplemented
        || error == QKeychain::OtherError;
}

} // namespace

class KeychainSecrets::Shared : public std::enable_shared_from_this<Shared> {
public:
    Shared(QString service, std::chrono::milliseconds timeLimit)
        : m_service(std::move(service))
        , m_timeLimit(timeLimit) { }

    SecretPlace place() const {
        const std::lock_guard lock(m_mutex);
        return m_place;
    }
    bool isMemoryOnly() const { return place().kind == SecretPlace::Kind::Memory; }

    /// Runs `job` on the main thread, then `read` with it; with nullptr when there is no keychain to work with.
    template <class Job, class T>
    QFuture<T> run(const QString& key, std::function<void(Job&)> prepare, std::function<T(Job*)> read) {
        const Promised<T> promise;
        if (isMemoryOnly() || !QCoreApplication::instance()) {
            promise.give(read(nullptr));
            return promise.future();
        }
        const auto work
            = [self = shared_from_this(), key, prepare = std::move(prepare), read = std::move(read), promise] {
                  auto* job = new Job(self->m_service);
                  job->setInsecureFallback(false);
                  job->setKey(key);
                  prepare(*job);
                  auto* limit = new QTimer(QCoreApplication::instance());
                  limit->setSingleShot(true);
                  QObject::connect(limit, &QTimer::timeout, limit, [self, limit, read, promise] {
                      limit->deleteLater();
                      self->useMemory(u"it gave no answer"_s);
                      promise.give(read(nullptr));
                  });
                  QObject::connect(job, &QKeychain::Job::finished, limit, [self, job, limit, read, promise] {
                      if (!limit->isActive())
                          return; // too late: the answer has been given
                      limit->stop();
                      limit->deleteLater();
                      if (isMissingBackend(job->error()))
                          self->useMemory(job->errorString());
                      else
                          self->useKeychain();
                      promise.give(read(self->isMemoryOnly() ? nullptr : job));
                  });
                  limit->start(self->m_timeLimit);
                  job->start();
              };
        QMetaObject::invokeMethod(QCoreApplication::instance(), work, Qt::QueuedConnection);
        return promise.future();
    }

    MemorySecrets& memory() { return m_memory; }

private:
    void useMemory(const QString& reason) {
        const std::lock_guard lock(m_mutex);
        m_place = {SecretPlace::Kind::Memory, reason.simplified().left(200)};
    }
    void useKeychain() {
        const std::lock_guard lock(m_mutex);
        if (m_place.kind == SecretPlace::Kind::Unknown)
            m_place = {SecretPlace::Kind::Keychain, {}};
    }

    const QString m_service;
    const std::chrono::milliseconds m_timeLimit;
    MemorySecrets m_memory;
    mutable std::mutex m_mutex;
    SecretPlace m_place;
};

namespace {

/// Not there is fine; denied is not.
Result<> outcome(const QKeychain::Job& job) {
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    return failure(ErrorCode::NotAllowed, u"The system's keychain refused: %1"_s.arg(job.errorString()),
        u"Unlock the keychain and allow Spanglass to use it, then try again."_s);
}

} // namespace

KeychainSecrets::KeychainSecrets(QString service, std::chrono::milliseconds timeLimit)
    : m_shared(std::make_shared<Shared>(std::move(service), timeLimit)) { }

KeychainSecrets::~KeychainSecrets() = default;

QFuture<Result<Secret>> KeychainSecrets::read(QString key) {
    return m_shared->run<QKeychain::ReadPasswordJob, Result<Secret>>(
        key, [](auto&) {},
        [shared = m_shared, key](QKeychain::ReadPasswordJob* job) -> Result<Secret> {
            if (!job)
                return shared->memory().read(key).result();
            if (const auto done = outcome(*job); !done)
                return std::unexpected(done.error());
            return job->error() == QKeychain::EntryNotFound ? Secret() : Secret(job->binaryData());
        });
}

QFuture<Result<>> KeychainSecrets::write(QString key, Secret value) {
    return m_shared->run<QKeychain::WritePasswordJob, Result<>>(
        key, [value](QKeychain::WritePasswordJob& job) { job.setBinaryData(value.reveal()); },
        [shared = m_shared, key, value](QKeychain::WritePasswordJob* job) -> Result<> {
            return job ? outcome(*job) : shared->memory().write(key, value).result();
        });
}

QFuture<Result<>> KeychainSecrets::remove(QString key) {
    return m_shared->run<QKeychain::DeletePasswordJob, Result<>>(
        key, [](auto&) {},
        [shared = m_shared, key](QKeychain::DeletePasswordJob* job) -> Result<> {
            return job ? outcome(*job) : shared->memory().remove(key).result();
        });
}

SecretPlace KeychainSecrets::place() const { return m_shared->place(); }

} // namespace spanglass
