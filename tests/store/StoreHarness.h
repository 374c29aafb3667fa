#pragma once

#include "services/store/Store.h"
#include "services/store/duckdb/Connection.h"

#include <QTemporaryDir>

#include <atomic>

namespace spanglass::test {

/// A request as the receiver would hand it over; its captured payload is only some text.
IngestRequest requestOf(
    DecodedRequest batch, std::function<void(Result<IngestReceipt>)> done, std::uint64_t payloadBytes = 4711);

/// A store in a folder of its own, with calls that wait.
class StoreHarness {
public:
    StoreHarness();
    ~StoreHarness();

    QString file() const { return m_options.file; }
    StoreOptions& options() { return m_options; }

    void open(); ///< aborts when it cannot be opened
    Result<> tryOpen();
    void close() { m_store.reset(); }
    void reopen();
    Store& store() { return *m_store; }

    /// Submits and waits for the commit.
    Result<IngestReceipt> ingest(DecodedRequest batch, std::uint64_t payloadBytes = 4711);

    /// The rows of a query, every value as text, NULL as "NULL"; a failure as one row with its sentence.
    std::vector<QStringList> rows(const QString& sql);
    QString value(const QString& sql); ///< of the first row's first column; "" when there is none
    qint64 number(const QString& sql) { return value(sql).toLongLong(); }

private:
    QTemporaryDir m_folder;
    StoreOptions m_options;
    std::unique_ptr<Store> m_store;
};

/// Rows of a query on any connection, as StoreHarness::rows gives them.
std::vector<QStringList> textRows(duck::Connection& connection, const QString& sql);

} // namespace spanglass::test
