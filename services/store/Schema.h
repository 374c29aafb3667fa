#pragma once

#include <span>
#include <string_view>

namespace spanglass::schema {

/// Version of the tables below. Written to `local.store.meta`; see Migrations.h.
inline constexpr int Version = 1;

/// The store's file is attached as catalog `local`. Its own tables lie in schema `store`; schema `traces` holds the
/// views of the documented Unity Catalog shape, under the documented names.
inline constexpr std::string_view Catalog = "local";
inline constexpr std::string_view TableSchema = "store";
inline constexpr std::string_view ViewSchema = "traces";

/// Statements that make an empty store of the current version, in order: schemas, tables, views.
std::span<const std::string_view> tableStatements();
/// `CREATE OR REPLACE VIEW` statements only: views are made anew after every migration.
std::span<const std::string_view> viewStatements();

} // namespace spanglass::schema
