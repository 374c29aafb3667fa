#include "services/warehouse/databricks/ChunkReader.h"

#include "services/warehouse/databricks/CallWatch.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int ChunkTries = 3;

std::string_view viewOf(const QByteArray& bytes) { return {bytes.data(), static_cast<std::size_t>(bytes.size())}; }

} // namespace

ChunkReader::ChunkReader(const StatementCalls& calls, QString statementId, ResultRows& rows, QObject* parent)
    : QObject(parent)
    , m_calls(calls)
    , m_statementId(std::move(statementId))
    , m_rows(rows) { }

void ChunkReader::start(const ResultPart& first, std::uint64_t totalChunks) {
    m_totalChunks = totalChunks;
    if (first.links.empty())
        return readInline(first);
    noteLinks(first);
    // A manifest may leave the count out; then each link tells the next.
    m_totalChunks = std::max<std::uint64_t>(m_totalChunks, m_links.rbegin()->first + 1);
    fetchMore();
}

ApiRequest ChunkReader::chunkRequest(std::uint64_t chunk) const {
    ApiRequest request;
    request.path = u"/api/2.0/sql/statements/%1/result/chunks/%2"_s.arg(m_statementId).arg(chunk);
    return request;
}

void ChunkReader::readInline(const ResultPart& part) {
    if (!part.rows.empty()) {
        if (const auto added = m_rows.add(part.rows); !added)
            return end(added.error());
        Q_EMIT progressed();
    }
    if (!part.nextChunk || m_rows.isCut())
        return end(std::nullopt);
    if (*part.nextChunk <= m_nextToAdd)
        return end(Error{ErrorCode::BadInput,
            u"The warehouse's answer goes in circles: chunk %1 names itself as the next."_s.arg(*part.nextChunk),
            u"Run the statement again."_s});
    m_nextToAdd = *part.nextChunk;
    askInline(0);
}

void ChunkReader::askInline(int tries) {
    watchCall(m_calls.call(chunkRequest(m_nextToAdd)), this, [this, tries](const ApiResult& answer) {
        if (!answer)
            return isLost(answer.error()) && tries + 1 < ChunkTries ? askInline(tries + 1) : end(answer.error());
        const auto chunk = readChunk(viewOf(answer->body));
        if (!chunk)
            return end(chunk.error());
        if (chunk->rows.empty() && !chunk->links.empty())
            return end(Error{ErrorCode::BadInput, u"The warehouse changed from rows to links within one answer."_s,
                u"Run the statement again."_s});
        readInline(*chunk);
    });
}

void ChunkReader::noteLinks(const ResultPart& part) {
    for (const ExternalLink& link : part.links)
        m_links.insert_or_assign(link.chunk, link);
}

void ChunkReader::fetchMore() {
    while (!m_ended && m_nextToAsk < m_totalChunks && m_nextToAsk < m_nextToAdd + Ahead)
        askLink(m_nextToAsk++, 0);
}

void ChunkReader::askLink(std::uint64_t chunk, int tries) {
    const auto known = m_links.find(chunk);
    if (known != m_links.end()) {
        const ExternalLink link = known->second;
        m_links.erase(known);
        if (!link.expires.isValid() || link.expires > QDateTime::currentDateTimeUtc())
            return takeLink(link, tries);
    }
    watchCall(m_calls.call(chunkRequest(chunk)), this, [this, chunk, tries](const ApiResult& answer) {
        if (!answer)
            return end(answer.error());
        const auto part = readChunk(viewOf(answer->body));
        if (!part)
            return end(part.error());
        noteLinks(*part);
        const auto link = m_links.find(chunk);
        if (link == m_links.end())
            return end(
                Error{ErrorCode::BadInput, u"The warehouse gave no link for part %1 of the answer."_s.arg(chunk + 1),
                    u"Run the statement again."_s});
        const ExternalLink fresh = link->second;
        m_links.erase(link);
        takeLink(fresh, tries);
    });
}

/// A chunk that is tried again keeps its room. A new one waits for its turn, so that the next to be added always has
/// room before those behind it.
void ChunkReader::takeLink(const ExternalLink& link, int tries) {
    if (tries > 0)
        return fetchLink(link, tries);
    m_ready.emplace(link.chunk, link);
    fetchInTurn();
}

void ChunkReader::fetchInTurn() {
    while (!m_ready.empty() && m_ready.begin()->first == m_nextToFetch) {
        const ExternalLink link = m_ready.begin()->second;
        if (!m_held.empty() && held() + mostBytes(link) > MostHeld)
            return;
        m_ready.erase(m_ready.begin());
        ++m_nextToFetch;
        fetchLink(link, 0);
    }
}

qint64 ChunkReader::held() const {
    qint64 bytes = 0;
    for (const auto& [chunk, most] : m_held)
        bytes += most;
    return bytes;
}

void ChunkReader::fetchLink(const ExternalLink& link, int tries) {
    m_held[link.chunk] = mostBytes(link);
    watchCall(m_calls.fetch(link), this, [this, chunk = link.chunk, tries](const ApiResult& answer) {
        if (m_ended)
            return;
        if (answer)
            return takeChunk(chunk, answer->body);
        // Expired links are refused with 403 by all three clouds, some with 400; a fresh one tells.
        const int status = answer.error().fault.httpStatus;
        const bool mayHold = (status >= 400 && status < 500) || isLost(answer.error());
        if (mayHold && tries + 1 < ChunkTries)
            return askLink(chunk, tries + 1);
        Error error = answer.error();
        if (status >= 400)
            error = {error.code, u"The cloud storage that holds the answer refuses it (HTTP %1)."_s.arg(status),
                u"Its links may be blocked by a proxy or firewall; otherwise run the statement again."_s};
        end(error);
    });
}

void ChunkReader::takeChunk(std::uint64_t chunk, QByteArray body) {
    m_held[chunk] = body.size();
    m_waiting.emplace(chunk, std::move(body));
    while (!m_waiting.empty() && m_waiting.begin()->first == m_nextToAdd) {
        const QByteArray rows = std::move(m_waiting.begin()->second);
        m_waiting.erase(m_waiting.begin());
        m_held.erase(m_nextToAdd++);
        if (const auto added = m_rows.add(viewOf(rows)); !added)
            return end(added.error());
        Q_EMIT progressed();
        if (m_rows.isCut() || m_nextToAdd == m_totalChunks)
            return end(std::nullopt);
    }
    fetchInTurn();
    fetchMore();
}

void ChunkReader::end(const std::optional<Error>& error) {
    if (std::exchange(m_ended, true))
        return;
    Q_EMIT finished(error);
}

} // namespace spanglass
