#include "tests/replay/GrpcSink.h"

#include <grpcpp/server_builder.h>

#include <atomic>

namespace spanglass::test {

namespace {

QByteArray field(const grpc::GenericCallbackServerContext& context, const char* name) {
    const auto found = context.client_metadata().find(name);
    return found == context.client_metadata().end()
        ? QByteArray()
        : QByteArray(found->second.data(), static_cast<qsizetype>(found->second.size()));
}

QByteArray bytesOf(const grpc::ByteBuffer& buffer) {
    std::vector<grpc::Slice> slices;
    QByteArray out;
    if (buffer.Dump(&slices).ok())
        for (const grpc::Slice& slice : slices)
            out.append(reinterpret_cast<const char*>(slice.begin()), static_cast<qsizetype>(slice.size()));
    return out;
}

} // namespace

class GrpcSink::Call final : public grpc::ServerGenericBidiReactor {
public:
    Call(GrpcSink& sink, const grpc::GenericCallbackServerContext& context)
        : m_sink(sink)
        , m_seen{.method = context.method(),
              .body = {},
              .authorization = field(context, "authorization"),
              .team = field(context, "x-team")} {
        StartRead(&m_message);
    }

    void OnReadDone(bool ok) override {
        if (!ok)
            return finishOnce(grpc::Status::CANCELLED);
        m_seen.body = bytesOf(m_message);
        if (m_sink.m_keeps == Keeps::Requests) {
            const std::scoped_lock lock(m_sink.m_mutex);
            m_seen.number = static_cast<int>(m_sink.m_seen.size()) + 1;
            m_sink.m_seen.append(m_seen);
        }
        const GrpcAct act = m_sink.m_script(m_seen);
        if (!act.answers)
            return;
        if (!act.status.ok())
            return finishOnce(act.status);
        if (m_isFinished.exchange(true))
            return;
        const grpc::Slice slice(act.response);
        m_reply = grpc::ByteBuffer(&slice, 1);
        StartWriteAndFinish(&m_reply, grpc::WriteOptions(), grpc::Status::OK);
    }
    void OnCancel() override { finishOnce(grpc::Status::CANCELLED); }
    void OnDone() override { delete this; }

private:
    /// gRPC tells of the end of a call also when it was finished from here.
    void finishOnce(const grpc::Status& status) {
        if (!m_isFinished.exchange(true))
            Finish(status);
    }

    GrpcSink& m_sink;
    GrpcSeen m_seen;
    std::atomic<bool> m_isFinished = false;
    grpc::ByteBuffer m_message;
    grpc::ByteBuffer m_reply;
};

GrpcSink::GrpcSink(Script script, Keeps keeps)
    : m_script(std::move(script))
    , m_keeps(keeps) {
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(-1);
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &m_port);
    builder.RegisterCallbackGenericService(this);
    m_server = builder.BuildAndStart();
}

GrpcSink::~GrpcSink() { m_server->Shutdown(std::chrono::system_clock::now()); }

QList<GrpcSeen> GrpcSink::seen() const {
    const std::scoped_lock lock(m_mutex);
    return QList<GrpcSeen>(m_seen.begin(), m_seen.end()); // unshared: more may come while it is read
}

grpc::ServerGenericBidiReactor* GrpcSink::CreateReactor(grpc::GenericCallbackServerContext* context) {
    return new Call(*this, *context);
}

} // namespace spanglass::test
