#include "services/formats/FileImport.h"

#include "services/otlp/Encode.h"

#include <QFileInfo>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t BlockBytes = 256 * 1024;
constexpr std::size_t MaxProblems = 100;
constexpr std::size_t FlushSpans = 4096;
constexpr std::size_t FlushBytes = 4u << 20;

QString reasonForNothing(FileFormat format) {
    switch (format) {
    case FileFormat::Nothing:
        return u"the file holds no traces"_s;
    case FileFormat::NotTraces:
        return u"the file holds logs or metrics; only traces can be opened"_s;
    default:
        return u"the file is in no format that can be opened: OTLP (JSON, JSON lines, protobuf), Jaeger, Zipkin v2, "
               u"Chrome trace or MLflow trace JSON, also with gzip or zstd"_s;
    }
}

PayloadFormat payloadFormat(std::string_view message) {
    return message.starts_with('{') ? PayloadFormat::Json : PayloadFormat::Protobuf;
}

} // namespace

void addProblem(ImportReport& report, const QString& file, std::uint64_t line, const QString& message) {
    ++report.problemCount;
    if (report.problems.size() < MaxProblems)
        report.problems.push_back({file, line, message});
}

FileImport::FileImport(QString file, ImportQueue& queue, ImportReport& report)
    : m_file(std::move(file))
    , m_name(QFileInfo(m_file).fileName())
    , m_queue(queue)
    , m_report(report) { }

Result<> FileImport::run(const IsCancelled& cancelled, const std::function<void(qint64)>& onBytes) {
    auto reader = ByteReader::open(m_file);
    if (!reader) {
        problem(0, reader.error().oneLine());
        return {};
    }
    const auto read = readAll(*reader, cancelled, onBytes);
    if (!read)
        return read;
    return m_outcome;
}

Result<> FileImport::readAll(
    ByteReader& reader, const IsCancelled& cancelled, const std::function<void(qint64)>& onBytes) {
    std::string block(BlockBytes, '\0');
    std::string head; // what the sniffing needs
    const TakeItem taker = [this](const FileItem& item) { take(item); };
    const auto begin = [&] {
        m_kind = sniff(head);
        m_foreign = ForeignReader::forFormat(m_kind.format);
        if (m_foreign || m_kind.format == FileFormat::OtlpJson || m_kind.format == FileFormat::OtlpProtobuf
            || m_kind.format == FileFormat::OtlpFrames) {
            m_splitter = splitterFor(m_kind);
            m_splitter->feed(std::string_view(head).substr(utf8Mark(head).size()), taker);
        }
    };
    bool begun = false;
    while (m_outcome) {
        if (cancelled())
            return failure(ErrorCode::Cancelled, u"The import was stopped"_s);
        const auto got = reader.read(block.data(), block.size());
        if (!got)
            problem(0, got.error().oneLine());
        onBytes(reader.position());
        const std::string_view bytes(block.data(), got.value_or(0));
        if (!begun) {
            head += bytes;
            if (bytes.empty() || head.size() >= SniffBytes) {
                begin();
                begun = true;
                head = {};
            }
        } else if (m_splitter) {
            m_splitter->feed(bytes, taker);
        }
        if (bytes.empty() || (begun && !m_splitter))
            break;
    }
    if (m_splitter && m_outcome) {
        m_splitter->end(taker);
        finish();
    } else if (!m_splitter && m_outcome) {
        problem(0, reasonForNothing(m_kind.format));
    }
    return {};
}

void FileImport::take(const FileItem& item) {
    if (!m_outcome)
        return;
    ++m_items;
    if (!item.problem.empty())
        return problem(item.line, QString::fromStdString(item.problem));
    if (m_foreign)
        takeForeign(item);
    else if (m_kind.format == FileFormat::OtlpFrames)
        takeOtlp(item, payloadFormat(item.bytes));
    else
        takeOtlp(item, m_kind.format == FileFormat::OtlpJson ? PayloadFormat::Json : PayloadFormat::Protobuf);
}

void FileImport::takeOtlp(const FileItem& item, PayloadFormat format) {
    judge(m_queue.put(std::string(item.bytes), format, m_name), item.line);
}

void FileImport::takeForeign(const FileItem& item) {
    for (const ItemFault& fault : m_foreign->add(item.bytes, m_builder))
        problem(item.line + fault.linesDown, fault.message);
    if (!m_foreign->needsWholeFile() && (m_builder.size() >= FlushSpans || m_builder.bytes() >= FlushBytes))
        flush();
}

void FileImport::flush() {
    const auto batch = m_builder.take();
    std::vector<const Span*> spans;
    spans.reserve(batch->spans.size());
    for (const Span& span : batch->spans)
        spans.push_back(&span);
    const std::span<const Span* const> all = spans;
    for (std::size_t from = 0; from < all.size() && m_outcome; from += FlushSpans) {
        std::string payload = encodeTraces(all.subspan(from, std::min(FlushSpans, all.size() - from)));
        judge(m_queue.put(std::move(payload), PayloadFormat::Protobuf, m_name), 0);
    }
}

void FileImport::finish() {
    if (m_foreign) {
        for (const ItemFault& fault : m_foreign->finish(m_builder))
            problem(0, fault.message);
        flush();
    }
    if (m_items == 0)
        problem(0, reasonForNothing(FileFormat::Nothing));
}

void FileImport::problem(std::uint64_t line, const QString& message) { addProblem(m_report, m_file, line, message); }

void FileImport::judge(const Result<QString>& put, std::uint64_t line) {
    if (put) {
        if (!put->isEmpty())
            problem(line, *put);
    } else if (put.error().code == ErrorCode::BadInput) {
        problem(line, put.error().message);
    } else {
        m_outcome = std::unexpected(put.error());
    }
}

} // namespace spanglass
