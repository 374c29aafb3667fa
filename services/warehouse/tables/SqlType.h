#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace spanglass {

/// A column's type as Databricks spells it, taken apart: "map<string,string>", "STRUCT<message: STRING, code: STRING>".
struct SqlType {
    enum class Kind : std::uint8_t {
        Text,
        Integer, ///< of any width
        Real,
        Decimal,
        Boolean,
        Binary,
        Timestamp, ///< with or without a time zone
        Date,
        Variant,
        Array, ///< parts: the item
        Map, ///< parts: key, value
        Struct, ///< parts and names: the fields
        Other, ///< a type that is not known here
    };

    Kind kind = Kind::Other;
    QString text; ///< the spelling that was read
    std::vector<SqlType> parts;
    QStringList names;

    /// Reads a spelling in any case; what cannot be read is Other.
    static SqlType parse(QStringView text);

    bool isNested() const { return kind == Kind::Array || kind == Kind::Map || kind == Kind::Struct; }
    /// The type behind a path of struct fields, through arrays: field(u"status.code"). Null when there is none. Case is
    /// ignored.
    const SqlType* field(QStringView path) const;
};

} // namespace spanglass
