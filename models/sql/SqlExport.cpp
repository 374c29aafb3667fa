#include "models/sql/SqlExport.h"

#include <QCoreApplication>
#include <QPromise>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace spanglass {

namespace {

constexpr qsizetype PieceBytes = 256 << 10;

QString tr(const char* text) { return QCoreApplication::translate("SqlExport", text); }

Error cannotWrite(const QSaveFile& file) {
    return {ErrorCode::NoSpace, tr("%1 cannot be written: %2").arg(file.fileName(), file.errorString()),
        tr("Choose another folder, or free some space.")};
}

Result<SqlExported> write(
    QPromise<Result<SqlExported>>& promise, const SqlRows& rows, SqlTextFormat format, const QString& name) {
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(cannotWrite(file));
    SqlTextWriter writer(rows.table, format);
    SqlExported done;
    QByteArray piece;
    const auto flush = [&] {
        done.bytes += static_cast<std::uint64_t>(piece.size());
        const bool written = file.write(piece) == piece.size();
        piece.clear();
        return written;
    };
    writer.begin(piece);
    for (std::size_t row = 0; row < rows.count(); ++row) {
        writer.row(piece, rows.place(row));
        if (piece.size() < PieceBytes)
            continue;
        if (promise.isCanceled())
            return failure(ErrorCode::Cancelled, tr("Cancelled"));
        if (!flush())
            return std::unexpected(cannotWrite(file));
        promise.setProgressValue(static_cast<int>(row * 1'000 / rows.count()));
    }
    writer.end(piece);
    done.rows = rows.count();
    if (!flush() || !file.commit())
        return std::unexpected(cannotWrite(file));
    return done;
}

} // namespace

QFuture<Result<SqlExported>> sqlExport(SqlRows rows, SqlTextFormat format, QString file) {
    return QtConcurrent::run(
        [rows = std::move(rows), format, file = std::move(file)](QPromise<Result<SqlExported>>& promise) {
            promise.setProgressRange(0, 1'000);
            promise.addResult(write(promise, rows, format, file));
        });
}

} // namespace spanglass
