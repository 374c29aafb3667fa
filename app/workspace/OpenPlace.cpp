#include "app/workspace/OpenPlace.h"

#include "app/workspace/MlflowSpanSource.h"
#include "services/warehouse/tables/TableTail.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t MostListed = 10'000;
constexpr qsizetype IdDigits = 16;

QString tr(const char* text) { return QCoreApplication::translate("OpenPlace", text); }

/// "main.agents.prod" of the table main.agents.prod_otel_spans; the experiment's own name where that was chosen.
QString contentName(const WorkspaceRequest& request) {
    if (!request.experimentName.isEmpty())
        return request.experimentName.section(u'/', -1);
    QString table = request.spansTable;
    table.remove(u'`');
    const auto ending = u"_otel_spans"_s;
    return table.endsWith(ending) ? table.chopped(ending.size()) : table;
}

QString labelOf(const ConnectionSettings& settings) {
    const bool told = settings.name.contains(u"practice"_s, Qt::CaseInsensitive);
    return settings.kind == ConnectionKind::Practice && !told ? tr("%1 (practice)").arg(settings.name) : settings.name;
}

} // namespace

QString OpenPlace::idOf(const WorkspaceRequest& request) {
    const QString what = request.spansTable.isEmpty() ? request.experimentId : request.spansTable;
    const QByteArray whole = QString(request.connectionId + u'\n' + what).toUtf8();
    return u"workspace-"_s
        + QString::fromLatin1(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex().left(IdDigits));
}

OpenPlace::OpenPlace(const WorkspaceRequest& request, const Connection& connection, Retirement& retirement)
    : m_request(request)
    , m_id(idOf(request))
    , m_connection(labelOf(connection.settings))
    , m_title(tr("%1 on %2").arg(contentName(request), m_connection))
    , m_practice(connection.settings.kind == ConnectionKind::Practice)
    , m_retirement(retirement) { }

template <class Source> void OpenPlace::read(std::unique_ptr<Source> source, QString origin, IngestSink& sink) {
    m_fetched = std::make_unique<FetchedTraces>(
        [from = source.get()](TraceId trace) { return from->spans(trace); }, std::move(origin), sink);
    m_source = std::move(source);
}

OpenPlace::OpenPlace(const WorkspaceRequest& request, const Connection& connection,
    std::shared_ptr<WorkspaceWarehouse> warehouse, const FoundTraceTable& found, IngestSink& sink,
    Retirement& retirement)
    : OpenPlace(request, connection, retirement) {
    m_warehouse = std::move(warehouse);
    m_attributes = found.shape.attributes;
    m_mostListed = MostListed;
    WarehouseSourceOptions options;
    options.tables = found.tables;
    read(std::make_unique<WarehouseSpanSource>(m_warehouse->sql, found.shape, std::move(options)),
        connection.settings.host + u' ' + found.shape.table, sink);
    m_feed = std::make_unique<TableTail>(m_warehouse->sql, TableQueries(found.shape));
}

OpenPlace::OpenPlace(const WorkspaceRequest& request, const Connection& connection,
    std::shared_ptr<WorkspaceClients> clients, IngestSink& sink, Retirement& retirement)
    : OpenPlace(request, connection, retirement) {
    m_mostListed = MlflowSpanSource::MostListed;
    auto source = std::make_unique<MlflowSpanSource>(std::move(clients), request.experimentId);
    m_remark = [from = source.get()] {
        return from->isCut() ? tr("only the newest %1 of this time were looked at").arg(MlflowSpanSource::MostListed)
                             : QString();
    };
    read(std::move(source), u"MLflow "_s + connection.settings.host, sink);
    m_feed = std::make_unique<TraceFeed>(); // a server tells nothing by itself
}

OpenPlace::~OpenPlace() {
    m_fetched.reset();
    m_feed.reset();
    // A source may be at a large answer. The warehouse goes after it.
    struct Last {
        std::shared_ptr<WorkspaceWarehouse> warehouse;
        std::unique_ptr<SpanSource> source;
    };
    m_retirement.take(std::make_unique<Last>(std::move(m_warehouse), std::move(m_source)));
}

TracePlace OpenPlace::view(const std::shared_ptr<OpenPlace>& self) {
    return {.id = self->m_id,
        .title = self->m_title,
        .source = *self->m_source,
        .feed = *self->m_feed,
        .keeper = self->m_fetched.get(),
        .silent = !self->m_warehouse,
        .wantsTimeRange = true,
        .exporter = std::shared_ptr<TraceExport>(self, self->m_fetched.get()),
        .mostRows = self->m_mostListed,
        .remembered = !self->m_practice,
        .remark = self->m_remark};
}

} // namespace spanglass
