#pragma once

#include "services/formats/ByteReader.h"
#include "services/formats/ForeignReader.h"
#include "services/formats/ImportQueue.h"

namespace spanglass {

/// Adds to the report's problems; the first 100 are kept whole.
void addProblem(ImportReport& report, const QString& file, std::uint64_t line, const QString& message);

/// The import of one file. One worker thread.
class FileImport {
public:
    FileImport(QString file, ImportQueue& queue, ImportReport& report);

    /// `onBytes` hears the bytes of the file that have been read. An error is the store's, or Cancelled.
    Result<> run(const IsCancelled& cancelled, const std::function<void(qint64)>& onBytes);

private:
    Result<> readAll(ByteReader& reader, const IsCancelled& cancelled, const std::function<void(qint64)>& onBytes);
    void take(const FileItem& item);
    void takeOtlp(const FileItem& item, PayloadFormat format);
    void takeForeign(const FileItem& item);
    void flush();
    void finish();
    void problem(std::uint64_t line, const QString& message);
    /// What a put gave: remarks go to the report, the store's errors end the import.
    void judge(const Result<QString>& put, std::uint64_t line);

    QString m_file;
    QString m_name; ///< without the folders
    ImportQueue& m_queue;
    ImportReport& m_report;
    SniffedFile m_kind;
    std::unique_ptr<ItemSplitter> m_splitter;
    std::unique_ptr<ForeignReader> m_foreign;
    BatchBuilder m_builder;
    Result<> m_outcome; ///< an error once the store has failed
    std::uint64_t m_items = 0;
};

} // namespace spanglass
