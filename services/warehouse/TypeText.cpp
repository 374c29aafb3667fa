#include "services/warehouse/TypeText.h"

#include <QStringList>

#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct TypeName {
    duckdb_type id;
    QLatin1StringView name;
    bool isNumber;
};

constexpr std::array<TypeName, 24> TypeNames{
    {{DUCKDB_TYPE_BOOLEAN, "BOOLEAN"_L1, false}, {DUCKDB_TYPE_TINYINT, "TINYINT"_L1, true},
        {DUCKDB_TYPE_SMALLINT, "SMALLINT"_L1, true}, {DUCKDB_TYPE_INTEGER, "INT"_L1, true},
        {DUCKDB_TYPE_BIGINT, "BIGINT"_L1, true}, {DUCKDB_TYPE_UTINYINT, "SMALLINT"_L1, true},
        {DUCKDB_TYPE_USMALLINT, "INT"_L1, true}, {DUCKDB_TYPE_UINTEGER, "BIGINT"_L1, true},
        {DUCKDB_TYPE_UBIGINT, "DECIMAL(20,0)"_L1, true}, {DUCKDB_TYPE_HUGEINT, "DECIMAL(38,0)"_L1, true},
        {DUCKDB_TYPE_UHUGEINT, "DECIMAL(38,0)"_L1, true}, {DUCKDB_TYPE_FLOAT, "FLOAT"_L1, true},
        {DUCKDB_TYPE_DOUBLE, "DOUBLE"_L1, true}, {DUCKDB_TYPE_DECIMAL, "DECIMAL"_L1, true},
        {DUCKDB_TYPE_DATE, "DATE"_L1, false}, {DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP"_L1, false},
        {DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP"_L1, false}, {DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP"_L1, false},
        {DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP"_L1, false}, {DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP"_L1, false},
        {DUCKDB_TYPE_BLOB, "BINARY"_L1, false}, {DUCKDB_TYPE_INTERVAL, "INTERVAL"_L1, false},
        {DUCKDB_TYPE_VARCHAR, "STRING"_L1, false}, {DUCKDB_TYPE_SQLNULL, "VOID"_L1, false}}};

const TypeName* findType(duckdb_type id) {
    for (const TypeName& entry : TypeNames) {
        if (entry.id == id)
            return &entry;
    }
    return nullptr;
}

/// A type that DuckDB hands out for keeps.
class OwnedType {
public:
    explicit OwnedType(duckdb_logical_type type)
        : m_type(type) { }
    ~OwnedType() { duckdb_destroy_logical_type(&m_type); }
    OwnedType(const OwnedType&) = delete;
    OwnedType& operator=(const OwnedType&) = delete;

    duckdb_logical_type get() const { return m_type; }

private:
    duckdb_logical_type m_type;
};

QString structText(duckdb_logical_type type) {
    QStringList fields;
    for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
        char* name = duckdb_struct_type_child_name(type, i);
        fields += QString::fromUtf8(name) + u": "_s + typeText(OwnedType(duckdb_struct_type_child_type(type, i)).get());
        duckdb_free(name);
    }
    return u"STRUCT<"_s + fields.join(u", "_s) + u'>';
}

} // namespace

bool isNumberType(duckdb_type id) {
    const TypeName* known = findType(id);
    return known && known->isNumber;
}

bool isJsonType(duckdb_logical_type type) {
    char* alias = duckdb_logical_type_get_alias(type);
    const bool json = alias != nullptr && std::string_view(alias) == "JSON";
    duckdb_free(alias);
    return json;
}

QString typeText(duckdb_logical_type type) {
    switch (const duckdb_type id = duckdb_get_type_id(type); id) {
    case DUCKDB_TYPE_DECIMAL:
        return u"DECIMAL(%1,%2)"_s.arg(duckdb_decimal_width(type)).arg(duckdb_decimal_scale(type));
    case DUCKDB_TYPE_LIST:
        return u"ARRAY<"_s + typeText(OwnedType(duckdb_list_type_child_type(type)).get()) + u'>';
    case DUCKDB_TYPE_MAP:
        return u"MAP<"_s + typeText(OwnedType(duckdb_map_type_key_type(type)).get()) + u", "_s
            + typeText(OwnedType(duckdb_map_type_value_type(type)).get()) + u'>';
    case DUCKDB_TYPE_STRUCT:
        return structText(type);
    default:
        if (isJsonType(type))
            return u"VARIANT"_s;
        const TypeName* known = findType(id);
        return known ? QString(known->name) : u"OTHER"_s;
    }
}

QString typeText(const duck::Rows& rows, std::size_t column) {
    return typeText(OwnedType(rows.logicalType(column)).get());
}

} // namespace spanglass
