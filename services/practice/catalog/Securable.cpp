#include "services/practice/catalog/Securable.h"

#include "services/net/HttpMessage.h"

#include <array>

namespace spanglass::practice {

namespace {

constexpr std::array<std::string_view, 4> KindNames{"METASTORE", "CATALOG", "SCHEMA", "TABLE"};

} // namespace

std::string lowerName(std::string_view name) { return lowerCased(name); }

std::string backticked(const std::string& fullName) {
    std::string out = "`";
    for (const char c : fullName)
        out += c == '.' ? std::string("`.`") : std::string(1, c);
    return out + '`';
}

Securable Securable::catalog(std::string_view name) { return {Kind::Catalog, lowerName(name)}; }

Securable Securable::schema(std::string_view catalog, std::string_view schema) {
    return {Kind::Schema, lowerName(catalog) + '.' + lowerName(schema)};
}

Securable Securable::table(std::string_view catalog, std::string_view schema, std::string_view table) {
    return {Kind::Table, lowerName(catalog) + '.' + lowerName(schema) + '.' + lowerName(table)};
}

std::string_view Securable::kindName() const { return KindNames[static_cast<std::size_t>(kind)]; }

std::vector<std::string> Securable::parts() const {
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::optional<Securable> Securable::parse(std::string_view kind, std::string_view fullName) {
    for (std::size_t i = 0; i < KindNames.size(); ++i) {
        if (!equalsIgnoringCase(kind, KindNames[i]))
            continue;
        const Securable found{static_cast<Kind>(i), i == 0 ? "metastore" : lowerName(fullName)};
        if (i == 0 || found.parts().size() == i)
            return found;
    }
    return std::nullopt;
}

std::vector<Securable> Securable::parents() const {
    const auto parts = this->parts();
    std::vector<Securable> all;
    if (kind == Kind::Table)
        all.push_back(schema(parts[0], parts[1]));
    if (kind == Kind::Table || kind == Kind::Schema)
        all.push_back(catalog(parts[0]));
    if (kind != Kind::Metastore)
        all.push_back(metastore());
    return all;
}

} // namespace spanglass::practice
