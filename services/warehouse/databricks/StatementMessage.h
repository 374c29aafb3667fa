#pragma once

#include "services/core/Error.h"
#include "services/core/SqlWarehouse.h"

#include <QByteArray>
#include <QDateTime>

namespace spanglass {

/// Where the rows of an answer are put (Statement Execution API 2.0, section 6; confirmed in the SDK's sources).
enum class Disposition : std::uint8_t { Inline, ExternalLinks };

struct StatementOptions {
    QString warehouseId;
    QString catalog; ///< for names without one; empty: the warehouse's default
    QString schema;
};

/// The body of POST /api/2.0/sql/statements. The server is to answer at once (`wait_timeout` of 0 s, else 5 s to 50 s):
/// only by the id in its answer can the statement be cancelled.
QByteArray statementBody(const SqlRequest& request, const StatementOptions& options, Disposition disposition);

/// A chunk that lies in a cloud's storage. The link is a credential.
struct ExternalLink {
    std::uint64_t chunk = 0;
    QByteArray url;
    qint64 bytes = 0; ///< what it is said to hold; 0 when that was not told
    QDateTime expires; ///< invalid when it was not told
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< to be sent with the GET
};

/// A ResultData object: a chunk, or links to chunks.
struct ResultPart {
    std::string_view rows; ///< the JSON of data_array, a view into the body; empty when there is none
    std::vector<ExternalLink> links;
    bool hasAttachment = false; ///< an Arrow stream, which is not read
    std::optional<std::uint64_t> nextChunk;
};

/// What submitting and polling answer.
struct StatementReply {
    QString id;
    QString state; ///< PENDING, RUNNING, SUCCEEDED, FAILED, CANCELED, CLOSED
    QString errorCode;
    QString errorMessage;
    QString sqlState;
    std::vector<SqlColumn> columns;
    std::uint64_t totalRows = 0;
    std::uint64_t totalChunks = 0;
    bool truncated = false; ///< row_limit or byte_limit has cut the result
    ResultPart result;
};

/// Reads a reply; unknown members are passed over. `body` must outlive it. BadInput on anything but such an object.
Result<StatementReply> readStatement(std::string_view body);
/// When a body is a page for people: what to do about that.
std::optional<Error> webPageInstead(std::string_view body);
/// Reads what GET .../result/chunks/{n} answers: a bare ResultData.
Result<ResultPart> readChunk(std::string_view body);

} // namespace spanglass
