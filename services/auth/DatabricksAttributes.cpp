#include "services/auth/DatabricksAttributes.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

std::span<const DatabricksAttribute> databricksAttributes() {
    using enum AttributeUse;
    static constexpr auto table = std::to_array<DatabricksAttribute>({
        {"host"_L1, "DATABRICKS_HOST"_L1, Host},
        {"token"_L1, "DATABRICKS_TOKEN"_L1, Pat, true},
        {"username"_L1, "DATABRICKS_USERNAME"_L1, Basic},
        {"password"_L1, "DATABRICKS_PASSWORD"_L1, Basic, true},
        {"client_id"_L1, "DATABRICKS_CLIENT_ID"_L1, OAuth},
        {"client_secret"_L1, "DATABRICKS_CLIENT_SECRET"_L1, OAuth, true},
        {"azure_client_id"_L1, "ARM_CLIENT_ID"_L1, Azure},
        {"azure_client_secret"_L1, "ARM_CLIENT_SECRET"_L1, Azure, true},
        {"azure_tenant_id"_L1, "ARM_TENANT_ID"_L1, Azure},
        {"azure_workspace_resource_id"_L1, "DATABRICKS_AZURE_RESOURCE_ID"_L1, Azure},
        {"google_credentials"_L1, "GOOGLE_CREDENTIALS"_L1, Google, true},
        {"google_service_account"_L1, "DATABRICKS_GOOGLE_SERVICE_ACCOUNT"_L1, Google},
        {"auth_type"_L1, "DATABRICKS_AUTH_TYPE"_L1},
        {"account_id"_L1, "DATABRICKS_ACCOUNT_ID"_L1},
        {"workspace_id"_L1, "DATABRICKS_WORKSPACE_ID"_L1},
        {"warehouse_id"_L1, "DATABRICKS_WAREHOUSE_ID"_L1},
        {"cluster_id"_L1, "DATABRICKS_CLUSTER_ID"_L1},
        {"serverless_compute_id"_L1, "DATABRICKS_SERVERLESS_COMPUTE_ID"_L1},
        {"databricks_cli_path"_L1, "DATABRICKS_CLI_PATH"_L1},
        {"scopes"_L1, {}},
    });
    return table;
}

} // namespace spanglass
