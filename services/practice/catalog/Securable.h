#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spanglass::practice {

/// A thing in Unity Catalog that rights are given on. Names are lower case, as Unity Catalog keeps them.
struct Securable {
    enum class Kind : std::uint8_t { Metastore, Catalog, Schema, Table };

    Kind kind = Kind::Table;
    std::string name; ///< "main", "main.default", "main.default.t"; "metastore"

    static Securable metastore() { return {Kind::Metastore, "metastore"}; }
    static Securable catalog(std::string_view name);
    static Securable schema(std::string_view catalog, std::string_view schema);
    static Securable table(std::string_view catalog, std::string_view schema, std::string_view table);

    /// "TABLE", "main.a.t" in any case; nothing for a kind that is not kept here or a name with other than its parts.
    static std::optional<Securable> parse(std::string_view kind, std::string_view fullName);

    /// What it lies in, from the inside out: schema, catalog, metastore.
    std::vector<Securable> parents() const;
    std::vector<std::string> parts() const;
    std::string_view kindName() const; ///< "TABLE"
    std::string key() const { return std::string(kindName()) + ' ' + name; }

    friend auto operator<=>(const Securable&, const Securable&) = default;
};

std::string lowerName(std::string_view name);
/// `main`.`a`.`t`, for messages.
std::string backticked(const std::string& fullName);

} // namespace spanglass::practice
