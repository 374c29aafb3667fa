#include "tests/store/StoreHarness.h"

#include <future>

namespace spanglass::test {

using namespace Qt::StringLiterals;

IngestRequest requestOf(
    DecodedRequest batch, std::function<void(Result<IngestReceipt>)> done, std::uint64_t payloadBytes) {
    CapturedRequest captured;
    captured.zstd = std::string("captured\0bytes", 14);
    captured.payloadBytes = payloadBytes;
    captured.arrival = UnixNanos::now();
    captured.userAgent = "OTel-OTLP-Exporter-Python/1.30.0";
    captured.peer = "127.0.0.1:51234";
    return {std::move(batch), std::move(captured), std::move(done)};
}

StoreHarness::StoreHarness() { m_options.file = m_folder.filePath(u"store.duckdb"_s); }

StoreHarness::~StoreHarness() = default;

Result<> StoreHarness::tryOpen() {
    auto opened = Store::open(m_options);
    if (!opened)
        return std::unexpected(opened.error());
    m_store = *std::move(opened);
    return {};
}

void StoreHarness::open() {
    if (const auto opened = tryOpen(); !opened)
        qFatal("%s", qPrintable(opened.error().oneLine()));
}

void StoreHarness::reopen() {
    close();
    open();
}

Result<IngestReceipt> StoreHarness::ingest(DecodedRequest batch, std::uint64_t payloadBytes) {
    auto answer = std::make_shared<std::promise<Result<IngestReceipt>>>();
    auto future = answer->get_future();
    const auto request = requestOf(
        std::move(batch), [answer](auto receipt) { answer->set_value(std::move(receipt)); }, payloadBytes);
    if (!m_store->sink().submit(request))
        return failure(ErrorCode::Busy, u"The queue is full."_s);
    return future.get();
}

std::vector<QStringList> StoreHarness::rows(const QString& sql) { return textRows(*m_store->newReader(), sql); }

QString StoreHarness::value(const QString& sql) {
    const auto all = rows(sql);
    return all.empty() || all.front().isEmpty() ? QString() : all.front().front();
}

std::vector<QStringList> textRows(duck::Connection& connection, const QString& sql) {
    std::vector<QStringList> out;
    auto answer = connection.query("SELECT COLUMNS(*)::VARCHAR FROM (" + sql.toStdString() + ")");
    if (!answer)
        return {QStringList{answer.error().message}};
    while (answer->next().value_or(false)) {
        for (std::size_t row = 0; row < answer->size(); ++row) {
            QStringList line;
            for (std::size_t column = 0; column < answer->columnCount(); ++column) {
                const duck::ColumnView view = answer->column(column);
                const std::string_view text = view.text(row);
                line += view.isNull(row) ? u"NULL"_s
                                         : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
            }
            out.push_back(line);
        }
    }
    return out;
}

} // namespace spanglass::test
