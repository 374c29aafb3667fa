#pragma once

#include "services/store/Store.h"
#include "tests/support/SpanBuilder.h"

#include <QFuture>
#include <QTemporaryDir>

namespace spanglass::test {

/// A store in a folder of its own that takes requests as the receiver would hand them over, payload and all.
class FilledStore {
public:
    FilledStore();
    /// A store that stays where it is, made when absent.
    explicit FilledStore(const QString& file);
    ~FilledStore();

    Store& store() { return *m_store; }

    /// Of the requests that are added from now on.
    UnixNanos arrival{1'771'232'400'123'456'789ull};
    Transport transport = Transport::Grpc;

    /// Decodes, submits, and waits for the commit; aborts when one of them fails.
    void add(const SpanBuilder& request) { add(request.payload(), PayloadFormat::Protobuf); }
    void add(const std::string& payload, PayloadFormat format);
    /// The same for a request of log records.
    void addLogs(const std::string& payload, PayloadFormat format);

private:
    void commit(DecodedRequest batch, const std::string& payload, PayloadFormat format);

    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
};

/// The value of a future that must succeed; aborts with its sentence otherwise.
template <class T> T wait(QFuture<Result<T>> future) {
    Result<T> result = future.result();
    if (!result)
        qFatal("%s", qPrintable(result.error().oneLine()));
    return *std::move(result);
}

} // namespace spanglass::test
