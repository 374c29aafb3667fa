#include "app/workspace/WorkspaceLink.h"

#include "app/Network.h"
#include "app/Paths.h"
#include "services/auth/ConnectionBook.h"
#include "services/databricks/CatalogClient.h"
#include "services/databricks/WarehouseClient.h"
#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "services/warehouse/tables/TraceTables.h"

#include <QDir>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Verbs may run where nobody sits: signing in by browser is the window's.
BrowserOptions noBrowser() {
    BrowserOptions options;
    options.open = [](const QUrl&) { return false; };
    return options;
}

ConnectionBook bookHere() { return ConnectionBook({.file = connectionsFile(), .folder = QDir::currentPath()}); }

} // namespace

WorkspaceLink::WorkspaceLink(Network& network, VerbIo& io)
    : m_network(network)
    , m_io(io)
    , m_sessions({.http = network.http(), .thread = network.thread()}, network.secrets(), noBrowser()) { }

WorkspaceLink::~WorkspaceLink() = default;

std::unique_ptr<WorkspaceLink> WorkspaceLink::over(std::shared_ptr<ApiClient> api, Network& network, VerbIo& io) {
    std::unique_ptr<WorkspaceLink> link(new WorkspaceLink(network, io));
    link->m_api = std::move(api);
    return link;
}

Result<std::unique_ptr<WorkspaceLink>> WorkspaceLink::open(
    const Connection& found, const ConnectionBook& book, Network& network, VerbIo& io) {
    if (found.problem)
        return std::unexpected(*found.problem);
    std::unique_ptr<WorkspaceLink> link(new WorkspaceLink(network, io));
    link->m_api = link->m_sessions.client(found, book.foundSecret(found));
    return link;
}

Result<std::unique_ptr<WorkspaceLink>> WorkspaceLink::open(const QString& profile, Network& network, VerbIo& io) {
    ConnectionBook book = bookHere();
    // Own connections that cannot be read leave those of the Databricks configuration usable.
    const auto read = book.read();
    const auto found = book.find(profile);
    if (!found)
        return std::unexpected(read ? found.error() : read.error());
    return open(*found, book, network, io);
}

Result<std::unique_ptr<WorkspaceLink>> WorkspaceLink::openHost(const QString& host, Network& network, VerbIo& io) {
    ConnectionBook book = bookHere();
    const auto read = book.read();
    for (const Connection& each : book.connections()) {
        if (!host.isEmpty() && each.settings.host == host)
            return open(each, book, network, io);
    }
    if (!read)
        return std::unexpected(read.error());
    return failure(ErrorCode::NotFound, u"There is no connection to \"%1\"."_s.arg(host),
        u"Add one in the window or in ~/.databrickscfg, or name one with --profile."_s);
}

Result<SqlWarehouse*> WorkspaceLink::warehouse(const QString& id) {
    if (!m_warehouse) {
        DatabricksOptions options;
        options.statement.warehouseId = id.isEmpty() ? m_api->connection().warehouseId : id;
        if (options.statement.warehouseId.isEmpty()) {
            auto chosen = chooseWarehouse();
            if (!chosen)
                return std::unexpected(chosen.error());
            options.statement.warehouseId = *std::move(chosen);
        }
        options.historyTries = 2; // nobody likes to wait for it after the answer
        options.calls = StatementCalls::over(*m_api);
        m_warehouse = std::make_unique<DatabricksWarehouse>(std::move(options));
    }
    return m_warehouse.get();
}

Result<QString> WorkspaceLink::chooseWarehouse() {
    m_io.progress(u"Looking for a SQL warehouse"_s);
    WarehouseClient client(*m_api, m_network.thread());
    auto list = m_io.wait(client.list());
    if (!list)
        return std::unexpected(list.error());
    const auto usable = std::ranges::remove_if(*list, [](const WarehouseInfo& each) {
        return each.arrowOnly || each.state == WarehouseState::Deleting || each.state == WarehouseState::Deleted;
    });
    list->erase(usable.begin(), usable.end());
    if (list->isEmpty())
        return failure(ErrorCode::NotFound, u"The workspace has no SQL warehouse that can be used from here."_s,
            u"Ask its administrator for one with CAN USE, or name one with --warehouse."_s);
    const auto running = std::ranges::find(*list, WarehouseState::Running, &WarehouseInfo::state);
    return (running == list->end() ? list->begin() : running)->id;
}

Result<TableShape> WorkspaceLink::shape(const QString& table) {
    const QStringList parts = tableNameParts(table);
    if (parts.size() != 3)
        return failure(ErrorCode::BadInput, u"\"%1\" is not the full name of a table."_s.arg(table),
            u"Name it as catalog.schema.table."_s);
    m_io.progress(u"Reading the table's columns"_s);
    CatalogClient client(*m_api, m_network.thread());
    const auto info = m_io.wait(client.table(parts[0], parts[1], parts[2]));
    if (!info)
        return std::unexpected(info.error());
    std::vector<TableColumn> columns;
    for (const ColumnInfo& column : info->columns)
        columns.push_back({column.name, column.typeText});
    QHash<QString, QString> properties;
    for (const auto& [key, value] : info->properties.asKeyValueRange())
        properties.insert(key, value);
    TableShape shape = recogniseSpans(tableName(parts), columns, properties);
    if (!shape.isReadable()) {
        QStringList missing;
        for (const ShapeFinding& finding : shape.findings) {
            if (finding.blocking)
                missing << finding.sentence();
        }
        return failure(ErrorCode::BadInput, u"%1 cannot be read as spans. %2"_s.arg(table, missing.join(u' ')),
            u"Name the table that ends in _otel_spans."_s);
    }
    return shape;
}

} // namespace spanglass
