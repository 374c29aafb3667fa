#include "tests/receiver/GrpcClient.h"

#include <grpcpp/generic/generic_stub.h>

namespace spanglass::test {

bool GrpcAnswer::hasRetryInfo() const {
    return status.error_details().find("google.rpc.RetryInfo") != std::string::npos;
}

GrpcClient::GrpcClient(quint16 port, const QByteArray& host) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxSendMessageSize(-1);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // no connection shared between tests
    m_channel = grpc::CreateCustomChannel(
        host.toStdString() + ":" + std::to_string(port), grpc::InsecureChannelCredentials(), arguments);
}

GrpcAnswer GrpcClient::call(const std::string& method, const QByteArray& message,
    grpc_compression_algorithm compression, const std::string& authorization) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    context.set_compression_algorithm(compression);
    if (!authorization.empty())
        context.AddMetadata("authorization", authorization);
    const grpc::Slice slice(message.constData(), static_cast<std::size_t>(message.size()));
    const grpc::ByteBuffer request(&slice, 1);
    grpc::CompletionQueue queue;
    grpc::GenericStub stub(m_channel);
    const auto call = stub.PrepareUnaryCall(&context, method, request, &queue);
    call->StartCall();
    GrpcAnswer answer;
    grpc::ByteBuffer reply;
    call->Finish(&reply, &answer.status, this);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    grpc::Slice body;
    if (answer.status.ok() && reply.DumpToSingleSlice(&body).ok())
        answer.body = QByteArray(reinterpret_cast<const char*>(body.begin()), static_cast<qsizetype>(body.size()));
    return answer;
}

} // namespace spanglass::test
