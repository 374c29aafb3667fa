#pragma once

#include "services/replay/Exporter.h"

#include <QFile>
#include <QLockFile>

#include <mutex>

namespace spanglass {

/// Writes parcels one behind the other into FILE.part, which finish() makes FILE; until then, what was there stays.
/// Beside it FILE.part.index has where each parcel ends, so that an interrupted replay goes on where its ledger says.
///
/// A name in .pb or .binpb, before .gz or .zst, gives protobuf requests joined to one; any other gives OTLP/JSON lines.
/// Each parcel is a gzip member or a zstd frame of its own. Writes in send(), on the caller's thread.
class FileExporter final : public Exporter {
public:
    /// `parcels`: how many were answered with Taken before; what is behind them is cut off. 0 begins anew. NotFound
    /// when the part file does not have so many any more; Busy while another exporter, of any process, writes it;
    /// NotAllowed, NoSpace.
    static Result<std::unique_ptr<FileExporter>> open(const QString& file, std::uint64_t parcels);
    /// What an unfinished replay to this file left.
    static void removeLeftOver(const QString& file);

    bool takes(Signal signal) const override;
    void send(Parcel parcel, Done done) override;
    void abandon() override;
    Result<> finish() override;

private:
    explicit FileExporter(const QString& file);
    Result<> resume(std::uint64_t parcels);
    ExportAnswer write(const Parcel& parcel);
    Result<> append(const QByteArray& bytes);
    Error cannotWrite(const QFile& file) const;

    const QString m_name;
    const PayloadFormat m_format;
    QLockFile m_lock; ///< FILE.part.lock
    std::mutex m_mutex;
    QFile m_part;
    QFile m_index; ///< the end of each parcel in the part file, 8 bytes little-endian
    bool m_abandoned = false;
};

} // namespace spanglass
