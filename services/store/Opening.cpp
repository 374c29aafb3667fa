#include "services/store/Opening.h"

#include "services/store/FileCheck.h"
#include "services/store/Meta.h"
#include "services/store/Schema.h"
#include "services/store/StoreCounts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <charconv>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using DatabasePtr = std::shared_ptr<duck::Database>;

QString shown(const QString& file) { return QDir::toNativeSeparators(file); }

Error notAStore(const QString& file, const QString& reason) {
    return {ErrorCode::Damaged, u"%1 %2"_s.arg(shown(file), reason),
        u"Move the file away or choose another with --store; it was not changed."_s};
}

Error damaged(const QString& file, const QString& how) {
    return {ErrorCode::Damaged, u"The store %1 is damaged: %2."_s.arg(shown(file), how),
        u"Put a copy in its place, or move it away to start anew; it was not changed."_s};
}

/// DuckDB found the file or its log to be broken.
Error damageFound(const QString& file, const QString& words) {
    if (words.contains(u"WAL"_s))
        return damaged(file, u"its log, the file ending in .wal, cannot be read"_s);
    if (words.contains(u"enough bytes"_s))
        return damaged(file, u"it is cut short"_s);
    if (words.contains(u"Is a directory"_s))
        return notAStore(file, u"is a folder, not a store."_s);
    return damaged(file, u"its content does not match its checksums"_s);
}

/// What DuckDB said when it could not attach the file, in words about stores.
Error attachError(const QString& file, const Error& cause) {
    switch (cause.code) {
    case ErrorCode::Busy: {
        static const QRegularExpression holder(u"held in (.+) \\(PID (\\d+)\\)"_s);
        const auto match = holder.match(cause.message);
        const QString who
            = match.hasMatch() ? u"%1 (process %2)"_s.arg(match.captured(1), match.captured(2)) : u"another process"_s;
        return {ErrorCode::Busy, u"The store %1 is open in %2."_s.arg(shown(file), who),
            u"Close that program, or choose another file with --store."_s};
    }
    case ErrorCode::TooNew:
        return {ErrorCode::TooNew, u"The store %1 was written by a newer version of DuckDB."_s.arg(shown(file)),
            u"Update Spanglass, or choose another file with --store; this one was not changed."_s};
    case ErrorCode::Damaged:
        return damageFound(file, cause.message);
    case ErrorCode::ReadOnly:
        return {ErrorCode::ReadOnly, u"The store %1 cannot be written: %2"_s.arg(shown(file), cause.message),
            u"Make the file and its folder writable, or choose another file with --store."_s};
    case ErrorCode::NotFound:
        return {ErrorCode::NotFound, u"The folder of the store %1 does not exist."_s.arg(shown(file)),
            u"Create it, or choose another file with --store."_s};
    case ErrorCode::NoSpace:
        return {ErrorCode::NoSpace, u"There is no space left for the store %1."_s.arg(shown(file)),
            u"Free some disk space, or choose a file on another disk with --store."_s};
    default:
        return {cause.code, u"The store %1 cannot be opened: %2"_s.arg(shown(file), cause.message), {}};
    }
}

Result<> create(duck::Connection& connection) {
    if (auto begun = connection.execute("BEGIN"); !begun)
        return begun;
    for (const auto& statements : {schema::frameStatements(), schema::contentStatements(), schema::ledgerStatements(),
             schema::viewStatements()}) {
        for (const std::string_view sql : statements) {
            if (auto done = connection.execute(sql); !done)
                return done;
        }
    }
    if (auto done = writeMeta(connection, "schema_version", std::to_string(schema::Version)); !done)
        return done;
    if (auto done = writeRetention(connection, Retention()); !done)
        return done;
    return connection.execute("COMMIT");
}

/// 0 for a file without tables; fails for one whose tables are not a store's.
Result<int> versionOf(duck::Connection& connection, const QString& file) {
    const auto tables = readNumbers(connection,
        "SELECT count(*), coalesce(sum((schema_name = 'store' AND table_name = 'meta')::BIGINT), 0)::BIGINT "
        "FROM duckdb_tables() WHERE database_name = 'local'");
    if (!tables)
        return std::unexpected(attachError(file, tables.error()));
    if ((*tables)[0] == 0)
        return 0;
    int version = 0;
    if ((*tables)[1] == 1) {
        const auto text = readMeta(connection, "schema_version");
        if (!text)
            return std::unexpected(attachError(file, text.error()));
        const std::string digits = text->value_or(std::string());
        std::from_chars(digits.data(), digits.data() + digits.size(), version);
    }
    if (version <= 0)
        return std::unexpected(notAStore(file, u"is a DuckDB file, but not a store of Spanglass."_s));
    return version;
}

Result<> backUp(const QString& file, int version) {
    const QString first = backupPath(file, version);
    QString target = first;
    for (int i = 2; QFile::exists(target); ++i)
        target = first + u".%1"_s.arg(i);
    QFile source(file);
    if (source.copy(target))
        return {};
    QFile::remove(target);
    return failure(ErrorCode::NoSpace,
        u"The store is of an older version, and no backup copy could be made at %1: %2"_s.arg(
            shown(target), source.errorString()),
        u"Free some disk space, or make the folder writable; the store was not changed."_s);
}

Result<DatabasePtr> attach(const duck::Settings& settings) {
    auto database = duck::Database::open(settings);
    if (!database)
        return std::unexpected(attachError(settings.file, database.error()));
    return database;
}

Result<> checkPlace(const QString& file) {
    const QFileInfo info(file);
    const QFileInfo folder(info.absolutePath());
    if (folder.exists() && !folder.isWritable()) {
        return failure(ErrorCode::ReadOnly, u"The folder %1 cannot be written."_s.arg(shown(folder.filePath())),
            u"Make it writable, or choose another file with --store."_s);
    }
    // Nothing but the creation of a file that was cut short leaves it empty.
    if (info.exists() && info.isFile() && info.size() == 0 && !QFileInfo::exists(file + u".wal"_s))
        QFile::remove(file);
    if (const QString kind = foreignKind(file); !kind.isEmpty())
        return std::unexpected(notAStore(file, u"is not a store, but %1."_s.arg(kind)));
    return {};
}

} // namespace

Result<DatabasePtr> openStoreFile(const duck::Settings& settings, const MigrationPlan& plan) {
    const QString& file = settings.file;
    if (auto fit = checkPlace(file); !fit)
        return std::unexpected(fit.error());
    auto database = attach(settings);
    if (!database)
        return database;
    auto connection = (*database)->connect();
    // Until the file is known to be ours, closing it must leave it byte for byte as it is.
    if (auto done = connection->execute("PRAGMA disable_checkpoint_on_shutdown"); !done)
        return std::unexpected(attachError(file, done.error()));
    const auto cut = isCutShort(*connection, file);
    if (!cut)
        return std::unexpected(attachError(file, cut.error()));
    if (*cut)
        return std::unexpected(damaged(file, u"it is cut short"_s));
    const auto version = versionOf(*connection, file);
    if (!version)
        return std::unexpected(version.error());
    if (*version > plan.version) {
        return failure(ErrorCode::TooNew,
            u"The store %1 was written by a newer version of Spanglass (its tables have version %2, this program knows %3)."_s
                .arg(shown(file))
                .arg(*version)
                .arg(plan.version),
            u"Update Spanglass, or choose another file with --store; this one was not changed."_s);
    }
    Result<> ready;
    if (*version == 0) {
        ready = create(*connection);
    } else if (*version < plan.version) {
        // The copy is of the closed file, its log written back.
        ready = connection->execute("CHECKPOINT local");
        connection.reset();
        database->reset();
        if (ready)
            ready = backUp(file, *version);
        if (!ready)
            return std::unexpected(ready.error());
        database = attach(settings);
        if (!database)
            return database;
        connection = (*database)->connect();
        ready = migrate(*connection, *version, plan);
    }
    if (ready)
        ready = connection->execute("PRAGMA enable_checkpoint_on_shutdown");
    if (!ready)
        return std::unexpected(attachError(file, ready.error()));
    return database;
}

} // namespace spanglass
