#pragma once

#include <span>
#include <string_view>

namespace spanglass::schema {

/// Version of the tables below. Written to `local.store.meta`; see Migrations.h.
inline constexpr int Version = 2;

/// The store's file is attached as catalog `local`. Its own tables lie in schema `store`; schema `traces` holds the
/// views of the documented Unity Catalog shape, under the documented names.
inline constexpr std::string_view Catalog = "local";
inline constexpr std::string_view TableSchema = "store";
inline constexpr std::string_view ViewSchema = "traces";

/// Creates both schemas, `meta` among the tables, and nothing else.
std::span<const std::string_view> frameStatements();
/// Creates the tables that hold what was received.
std::span<const std::string_view> contentStatements();
/// The names of those tables, without schema.
std::span<const std::string_view> contentTables();
/// Creates the tables of replays and forwarding. They outlive what was received: see Deletion.h.
std::span<const std::string_view> ledgerStatements();
/// `CREATE OR REPLACE VIEW` statements: views are made anew after every migration.
std::span<const std::string_view> viewStatements();

} // namespace spanglass::schema
