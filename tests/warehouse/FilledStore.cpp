#include "tests/warehouse/FilledStore.h"

#include "services/otlp/Decode.h"

#include <zstd.h>

#include <future>

namespace spanglass::test {

using namespace Qt::StringLiterals;

FilledStore::FilledStore()
    : FilledStore(QString()) { }

FilledStore::FilledStore(const QString& file) {
    StoreOptions options;
    options.file = file.isEmpty() ? m_folder.filePath(u"store.duckdb"_s) : file;
    auto opened = Store::open(options);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().oneLine()));
    m_store = *std::move(opened);
}

FilledStore::~FilledStore() = default;

void FilledStore::add(const std::string& payload, PayloadFormat format) {
    const auto batch = decodeTraces(payload, format);
    if (!batch)
        qFatal("%s", batch.error().message.c_str());
    commit(*batch, payload, format);
}

void FilledStore::addLogs(const std::string& payload, PayloadFormat format) {
    const auto batch = decodeLogs(payload, format);
    if (!batch)
        qFatal("%s", batch.error().message.c_str());
    commit(*batch, payload, format);
}

void FilledStore::commit(DecodedRequest batch, const std::string& payload, PayloadFormat format) {
    IngestRequest request;
    request.batch = std::move(batch);
    request.captured.zstd.resize(ZSTD_compressBound(payload.size()));
    request.captured.zstd.resize(
        ZSTD_compress(request.captured.zstd.data(), request.captured.zstd.size(), payload.data(), payload.size(), 1));
    request.captured.payloadBytes = payload.size();
    request.captured.format = format;
    request.captured.transport = transport;
    request.captured.arrival = arrival;
    request.captured.userAgent = "test-exporter/1.0";
    request.captured.peer = "127.0.0.1:50000";
    std::promise<Result<IngestReceipt>> committed;
    request.done = [&](Result<IngestReceipt> receipt) { committed.set_value(std::move(receipt)); };
    if (!m_store->sink().submit(std::move(request)))
        qFatal("The queue is full.");
    if (const auto receipt = committed.get_future().get(); !receipt)
        qFatal("%s", qPrintable(receipt.error().oneLine()));
}

} // namespace spanglass::test
