#pragma once

#include "services/core/StoreControl.h"
#include "services/store/duckdb/Connection.h"

#include <optional>
#include <string>

namespace spanglass {

/// Reads and writes the key-value table `meta`. An absent key is nullopt.
Result<std::optional<std::string>> readMeta(duck::Connection& connection, std::string_view key);
Result<> writeMeta(duck::Connection& connection, std::string_view key, std::optional<std::string> value);

Result<Retention> readRetention(duck::Connection& connection);
Result<> writeRetention(duck::Connection& connection, const Retention& retention);

} // namespace spanglass
