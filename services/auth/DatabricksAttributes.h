#pragma once

#include <QLatin1StringView>

#include <cstdint>
#include <span>

namespace spanglass {

/// What an attribute of a profile says about how to sign in.
enum class AttributeUse : std::uint8_t { Plain, Host, Pat, Basic, OAuth, Azure, Google };

/// One attribute of a Databricks profile (databricks-api.md 1.6, confirmed: sdk-go config/config.go).
struct DatabricksAttribute {
    QLatin1StringView key;
    QLatin1StringView environment; ///< empty: in the file only
    AttributeUse use = AttributeUse::Plain;
    bool secret = false;
};

std::span<const DatabricksAttribute> databricksAttributes();

} // namespace spanglass
