#pragma once

#include "services/core/Ingest.h"
#include "services/formats/Importer.h"
#include "services/formats/TraceStream.h"

#include <QTemporaryDir>

#include <map>
#include <mutex>
#include <string_view>

namespace spanglass::test {

/// A store in memory: keeps what is submitted, leaves out identical spans as the real one does, and can be told to be
/// full or broken. Any thread.
class MemoryStore : public IngestSink, public TraceStream {
public:
    std::vector<std::shared_ptr<const SpanBatch>> batches;
    std::vector<CapturedRequest> requests;
    int refusals = 0; ///< so many submits are answered with "full"
    std::optional<Error> fault; ///< what every commit answers while set

    bool submit(IngestRequest request) override;
    std::uint64_t queuedBytes() const override { return 0; }

    Result<std::uint64_t> count(const std::vector<TraceId>& traces) override;
    Result<> read(const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) override;

    std::vector<const Span*> spans() const;
    const Span* find(std::string_view name) const; ///< the first of that name, or nullptr

private:
    std::map<TraceId, TraceSpans> byTrace(const std::vector<TraceId>& traces) const;
    std::map<std::uint64_t, const Span*> m_byHash; ///< by content
};

/// Files in a folder that goes away, and their import into a store.
class ImportProbe {
public:
    MemoryStore store;
    ImportReport report; ///< of the last import

    QString file(const QString& name, std::string_view content);
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Writes and imports one file.
    void import(const QString& name, std::string_view content);
    void importPath(const QString& path);
    /// A file of tests/formats/data.
    void importData(const QString& name) { importPath(QStringLiteral(FORMATS_DATA "/") + name); }
    /// The text of an attribute of the span of that name; the type's name in words when it is not text.
    std::string attribute(std::string_view span, std::string_view key) const;
    std::string problem(std::size_t i) const { return report.problems.at(i).message.toStdString(); }

private:
    QTemporaryDir m_folder;
};

std::string gzip(std::string_view bytes);
std::string zstd(std::string_view bytes);

} // namespace spanglass::test
