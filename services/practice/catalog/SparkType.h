#pragma once

#include "services/core/SqlTokens.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace spanglass::practice {

/// A column type as Databricks SQL spells it, and what the catalog and DuckDB make of it.
class SparkType {
public:
    /// "MAP<STRING, STRING>", "decimal(10,2)", "struct<a: int, b array<variant>>"; nothing for anything else.
    static std::optional<SparkType> parse(std::string_view text);
    /// Reads one type at tokens[at] and goes past it.
    static std::optional<SparkType> read(const std::vector<SqlToken>& tokens, std::size_t& at);

    std::string text() const; ///< type_text: "map<string,string>", "bigint"
    std::string name() const; ///< type_name: "MAP", "LONG"
    nlohmann::json json() const; ///< the "type" of Spark's JSON: "long", {"type":"map",...}
    std::string duck() const; ///< in DuckDB; VARIANT is its JSON

    /// As DuckDB's from_json() wants a structure to be described: "BIGINT", {"a": "JSON"}, ["VARCHAR"].
    nlohmann::json structure() const;

    bool isMap() const { return m_word == "map"; }
    bool isVariant() const { return m_word == "variant"; }

private:
    struct Field {
        std::string name;
        bool nullable = true;
        std::string comment;
    };

    std::string m_word; ///< lower case, aliases undone: "bigint"
    std::string m_precision; ///< "(10,2)" of a decimal
    std::vector<SparkType> m_children;
    std::vector<Field> m_fields; ///< of a struct, one a child
};

} // namespace spanglass::practice
