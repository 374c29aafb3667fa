#pragma once

#include "services/warehouse/databricks/ResultRows.h"
#include "services/warehouse/databricks/StatementCalls.h"

#include <QObject>

#include <map>

namespace spanglass {

/// Fetches what a statement's first reply does not hold, and adds it to the rows in order: inline chunks one after the
/// other, chunks in external storage several at a time: at most `Ahead`, and only as many as can hold `MostHeld` bytes
/// together. A link that has expired, or that the storage refuses, is asked for once more, and so is a chunk on whose
/// way the connection ended. Lives in one thread with an event loop; destroying it cancels its calls.
class ChunkReader : public QObject {
    Q_OBJECT

public:
    static constexpr int Ahead = 4;
    static constexpr qint64 MostHeld = 384 << 20; ///< besides the rows

    /// `rows` must outlive it.
    ChunkReader(const StatementCalls& calls, QString statementId, ResultRows& rows, QObject* parent);

    /// Reads the first part and what follows; `totalChunks` is what the manifest tells.
    void start(const ResultPart& first, std::uint64_t totalChunks);

Q_SIGNALS:
    void progressed();
    /// Once. An Error value, or nothing when all rows are there or the limit has cut them.
    void finished(const std::optional<spanglass::Error>& error);

private:
    void readInline(const ResultPart& part);
    void askInline(int tries);
    void fetchMore();
    void askLink(std::uint64_t chunk, int tries);
    void takeLink(const ExternalLink& link, int tries);
    void fetchInTurn();
    void fetchLink(const ExternalLink& link, int tries);
    qint64 held() const;
    void takeChunk(std::uint64_t chunk, QByteArray body);
    void noteLinks(const ResultPart& part);
    void end(const std::optional<Error>& error);
    ApiRequest chunkRequest(std::uint64_t chunk) const;

    const StatementCalls& m_calls;
    const QString m_statementId;
    ResultRows& m_rows;
    std::uint64_t m_totalChunks = 0;
    std::uint64_t m_nextToAsk = 0;
    std::uint64_t m_nextToAdd = 0;
    std::uint64_t m_nextToFetch = 0;
    std::map<std::uint64_t, ExternalLink> m_links; ///< that were told and are not used yet
    std::map<std::uint64_t, ExternalLink> m_ready; ///< to be fetched in their order, as soon as there is room
    std::map<std::uint64_t, qint64> m_held; ///< what each chunk from its fetching on may hold, until it is added
    std::map<std::uint64_t, QByteArray> m_waiting; ///< chunks that came before their turn
    bool m_ended = false;
};

} // namespace spanglass
