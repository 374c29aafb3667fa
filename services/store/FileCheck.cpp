#include "services/store/FileCheck.h"

#include "services/store/StoreCounts.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::int64_t HeaderBytes = 3 * 4096; ///< before a DuckDB file's first block

} // namespace

QString foreignKind(const QString& file) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    const QByteArray start = in.read(16);
    if (start.mid(8, 4) == "DUCK")
        return {};
    if (start.startsWith("SQLite format 3"))
        return u"an SQLite database"_s;
    return u"a file of another kind"_s;
}

Result<bool> isCutShort(duck::Connection& connection, const QString& file) {
    const auto numbers = readNumbers(connection,
        "SELECT CAST(block_size * total_blocks AS BIGINT) FROM pragma_database_size() WHERE database_name = 'local'");
    if (!numbers)
        return std::unexpected(numbers.error());
    return QFileInfo(file).size() < numbers->front() + HeaderBytes;
}

} // namespace spanglass
