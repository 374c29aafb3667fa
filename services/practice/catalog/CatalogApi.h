#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/practice/http/ApiRouter.h"

namespace spanglass::practice {

class StatementRunner;

/// Catalogs, schemas, tables and the metastore under /api/2.1/unity-catalog (databricks-api.md 7.2, C: sdk-py
/// service/catalog.py). What the caller may not see is told as not being there.
class CatalogApi {
public:
    CatalogApi(ApiRouter& router, const Metastore& metastore, const Rights& rights, StatementRunner& runner);

private:
    void addCatalogs(ApiRouter& router);
    void addSchemas(ApiRouter& router);
    void addTables(ApiRouter& router);
    void addMetastore(ApiRouter& router);
    nlohmann::json json(const CatalogFact& fact) const;
    nlohmann::json json(const SchemaFact& fact) const;
    nlohmann::json json(const TableFact& fact) const;
    /// Throws ApiFailure 404 with the code of its kind.
    void demandSeen(const ApiCall& call, const Securable& what) const;
    ApiReply tables(const ApiCall& call) const;
    ApiReply summaries(const ApiCall& call) const;
    void run(const ApiCall& call, const std::string& sql);

    const Metastore& m_metastore;
    const Rights& m_rights;
    StatementRunner& m_runner;
};

} // namespace spanglass::practice
