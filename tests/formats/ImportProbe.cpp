#include "tests/formats/ImportProbe.h"

#include "services/otlp/ContentHash.h"
#include "services/otlp/ValueText.h"

#include <QFile>
#include <QTest>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace spanglass::test {

bool MemoryStore::submit(IngestRequest request) {
    if (refusals > 0) {
        --refusals;
        return false;
    }
    if (fault) {
        request.done(std::unexpected(*fault));
        return true;
    }
    const auto batch = std::get<std::shared_ptr<const SpanBatch>>(request.batch);
    IngestReceipt receipt;
    for (const Span& span : batch->spans)
        ++(m_byHash.try_emplace(contentHash(span), &span).second ? receipt.stored : receipt.duplicates);
    batches.push_back(batch);
    requests.push_back(request.captured);
    request.done(receipt);
    return true;
}

std::map<TraceId, TraceSpans> MemoryStore::byTrace(const std::vector<TraceId>& traces) const {
    std::map<TraceId, TraceSpans> all;
    for (const auto& [hash, span] : m_byHash)
        if (traces.empty() || std::ranges::find(traces, span->traceId) != traces.end())
            all[span->traceId].spans.push_back(span);
    for (auto& [id, trace] : all)
        trace.id = id;
    return all;
}

Result<std::uint64_t> MemoryStore::count(const std::vector<TraceId>& traces) { return byTrace(traces).size(); }

Result<> MemoryStore::read(const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) {
    for (const auto& [id, trace] : byTrace(traces))
        if (!take(trace))
            break;
    return {};
}

std::vector<const Span*> MemoryStore::spans() const {
    std::vector<const Span*> all;
    for (const auto& batch : batches)
        for (const Span& span : batch->spans)
            all.push_back(&span);
    return all;
}

const Span* MemoryStore::find(std::string_view name) const {
    for (const Span* span : spans())
        if (span->name == name)
            return span;
    return nullptr;
}

QString ImportProbe::file(const QString& name, std::string_view content) {
    QFile out(path(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(content.data(), qint64(content.size())) != qint64(content.size()))
        qFatal("cannot write %s", qPrintable(out.fileName()));
    return out.fileName();
}

void ImportProbe::import(const QString& name, std::string_view content) { importPath(file(name, content)); }

void ImportProbe::importPath(const QString& path) {
    const auto imported = importFiles({path}, store);
    if (!imported)
        qFatal("the import failed: %s", qPrintable(imported.error().oneLine()));
    report = *imported;
}

std::string ImportProbe::attribute(std::string_view name, std::string_view key) const {
    const Span* span = store.find(name);
    const Value* value = span ? findAttribute(span->attributes, key) : nullptr;
    if (!value)
        return "(none)";
    if (value->type() == Value::Type::String)
        return std::string(value->text());
    std::string text;
    appendValueJson(text, *value);
    switch (value->type()) {
    case Value::Type::Int:
        return "int " + text;
    case Value::Type::Double:
        return "double " + text;
    case Value::Type::Bool:
        return "bool " + text;
    case Value::Type::Bytes:
        return "bytes " + text;
    default:
        return text;
    }
}

std::string gzip(std::string_view bytes) {
    std::string out(compressBound(bytes.size()) + 64, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstd(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1));
    return out;
}

} // namespace spanglass::test
