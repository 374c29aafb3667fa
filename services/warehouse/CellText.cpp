#include "services/warehouse/CellText.h"

#include "services/core/Nanos.h"
#include "services/warehouse/TypeText.h"

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace spanglass {

struct CellText::Type {
    explicit Type(duckdb_vector vector)
        : logical(duckdb_vector_get_column_type(vector))
        , id(duckdb_get_type_id(logical))
        , isJson(isJsonType(logical)) { }
    ~Type() { duckdb_destroy_logical_type(&logical); }
    Type(const Type&) = delete;
    Type& operator=(const Type&) = delete;

    duckdb_logical_type logical;
    duckdb_type id;
    bool isJson; ///< the text is JSON already
    std::vector<std::string> fieldNames;
};

namespace {

bool isNested(duckdb_type id) { return id == DUCKDB_TYPE_LIST || id == DUCKDB_TYPE_STRUCT || id == DUCKDB_TYPE_MAP; }

template <class Number> std::string numberText(Number number) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

/// Two's complement halves of 128 bits; no compiler but two has a type for them.
std::string wideText(std::uint64_t high, std::uint64_t low, bool negative) {
    if (negative) {
        low = ~low + 1;
        high = ~high + (low == 0 ? 1 : 0);
    }
    std::array<std::uint64_t, 4> limbs{high >> 32, high & 0xFFFFFFFF, low >> 32, low & 0xFFFFFFFF};
    std::string digits;
    do {
        std::uint64_t rest = 0;
        for (std::uint64_t& limb : limbs) {
            const std::uint64_t part = (rest << 32) | limb;
            limb = part / 10;
            rest = part % 10;
        }
        digits.insert(digits.begin(), static_cast<char>('0' + rest));
    } while (limbs != std::array<std::uint64_t, 4>{});
    return negative ? '-' + digits : digits;
}

std::string wideText(duckdb_hugeint value) {
    return wideText(static_cast<std::uint64_t>(value.upper), value.lower, value.upper < 0);
}

/// The number's digits with the point `scale` places from the right.
std::string withPoint(std::string digits, std::uint8_t scale) {
    if (scale == 0)
        return digits;
    const std::size_t sign = digits.front() == '-' ? 1 : 0;
    if (digits.size() - sign <= scale)
        digits.insert(sign, scale + 1 - (digits.size() - sign), '0');
    digits.insert(digits.size() - scale, 1, '.');
    return digits;
}

std::string dateText(std::int32_t days) {
    const duckdb_date_struct date = duckdb_from_date({days});
    return QString::asprintf("%04d-%02d-%02d", date.year, date.month, date.day).toStdString();
}

/// ISO 8601 with three, six or nine decimals, as many as are needed.
std::string timeText(std::int64_t seconds, std::int64_t nanos) {
    const duckdb_timestamp_struct when = duckdb_from_timestamp({seconds * 1'000'000});
    QString text = QString::asprintf("%04d-%02d-%02dT%02d:%02d:%02d.%09lld", when.date.year, when.date.month,
        when.date.day, when.time.hour, when.time.min, when.time.sec, static_cast<long long>(nanos));
    while (text.endsWith(u"000") && !text.endsWith(u".000"))
        text.chop(3);
    return text.toStdString() + 'Z';
}

std::string timeText(std::int64_t value, std::int64_t perSecond, std::int64_t nanosEach) {
    std::int64_t seconds = value / perSecond;
    std::int64_t rest = value % perSecond;
    if (rest < 0) {
        rest += perSecond;
        --seconds;
    }
    return timeText(seconds, rest * nanosEach);
}

std::string jsonString(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

CellText::CellText(const duck::ColumnView& column)
    : m_column(column)
    , m_type(std::make_unique<Type>(column.vector())) {
    switch (m_type->id) {
    case DUCKDB_TYPE_LIST:
        m_children.emplace_back(column.items());
        break;
    case DUCKDB_TYPE_MAP:
        m_children.emplace_back(column.keys());
        m_children.emplace_back(column.values());
        break;
    case DUCKDB_TYPE_STRUCT:
        for (idx_t i = 0; i < duckdb_struct_type_child_count(m_type->logical); ++i) {
            char* name = duckdb_struct_type_child_name(m_type->logical, i);
            m_type->fieldNames.emplace_back(name);
            duckdb_free(name);
            m_children.emplace_back(column.field(i));
        }
        break;
    default:
        break;
    }
}

CellText::~CellText() = default;
CellText::CellText(CellText&&) noexcept = default;

bool CellText::isNumber() const { return isNumberType(m_type->id); }

QString CellText::typeName() const { return typeText(m_type->logical); }

std::optional<std::string_view> CellText::cell(std::size_t row, std::string& scratch) const {
    if (m_column.isNull(row))
        return std::nullopt;
    if (m_type->id == DUCKDB_TYPE_VARCHAR)
        return m_column.text(row);
    scratch = isNested(m_type->id) ? json(row) : text(row);
    return scratch;
}

bool CellText::add(std::size_t row, SqlPage& page) const {
    std::string scratch;
    if (const auto written = cell(row, scratch))
        return page.add(*written);
    page.addNull();
    return true;
}

std::string CellText::text(std::size_t row) const {
    switch (m_type->id) {
    case DUCKDB_TYPE_BOOLEAN:
        return m_column.get<bool>(row) ? "true" : "false";
    case DUCKDB_TYPE_TINYINT:
        return numberText(int{m_column.get<std::int8_t>(row)});
    case DUCKDB_TYPE_SMALLINT:
        return numberText(m_column.get<std::int16_t>(row));
    case DUCKDB_TYPE_INTEGER:
        return numberText(m_column.get<std::int32_t>(row));
    case DUCKDB_TYPE_BIGINT:
        return numberText(m_column.get<std::int64_t>(row));
    case DUCKDB_TYPE_UTINYINT:
        return numberText(int{m_column.get<std::uint8_t>(row)});
    case DUCKDB_TYPE_USMALLINT:
        return numberText(m_column.get<std::uint16_t>(row));
    case DUCKDB_TYPE_UINTEGER:
        return numberText(m_column.get<std::uint32_t>(row));
    case DUCKDB_TYPE_UBIGINT:
        return numberText(m_column.get<std::uint64_t>(row));
    case DUCKDB_TYPE_HUGEINT:
        return wideText(m_column.get<duckdb_hugeint>(row));
    case DUCKDB_TYPE_UHUGEINT: {
        const auto value = m_column.get<duckdb_uhugeint>(row);
        return wideText(value.upper, value.lower, false);
    }
    case DUCKDB_TYPE_FLOAT:
        return numberText(m_column.get<float>(row));
    case DUCKDB_TYPE_DOUBLE:
        return numberText(m_column.get<double>(row));
    case DUCKDB_TYPE_DECIMAL: {
        const std::uint8_t scale = duckdb_decimal_scale(m_type->logical);
        switch (duckdb_decimal_internal_type(m_type->logical)) {
        case DUCKDB_TYPE_SMALLINT:
            return withPoint(numberText(m_column.get<std::int16_t>(row)), scale);
        case DUCKDB_TYPE_INTEGER:
            return withPoint(numberText(m_column.get<std::int32_t>(row)), scale);
        case DUCKDB_TYPE_BIGINT:
            return withPoint(numberText(m_column.get<std::int64_t>(row)), scale);
        default:
            return withPoint(wideText(m_column.get<duckdb_hugeint>(row)), scale);
        }
    }
    case DUCKDB_TYPE_DATE:
        return dateText(m_column.get<std::int32_t>(row));
    case DUCKDB_TYPE_TIMESTAMP_S:
        return timeText(m_column.get<std::int64_t>(row), 0);
    case DUCKDB_TYPE_TIMESTAMP_MS:
        return timeText(m_column.get<std::int64_t>(row), 1'000, 1'000'000);
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return timeText(m_column.get<std::int64_t>(row), 1'000'000, 1'000);
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return timeText(m_column.get<std::int64_t>(row), 1'000'000'000, 1);
    case DUCKDB_TYPE_INTERVAL: {
        const auto interval = m_column.get<duckdb_interval>(row);
        return QString(u"%1 months %2 days %3 microseconds"_s)
            .arg(interval.months)
            .arg(interval.days)
            .arg(interval.micros)
            .toStdString();
    }
    case DUCKDB_TYPE_BLOB: {
        const std::string_view bytes = m_column.text(row);
        return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
    }
    case DUCKDB_TYPE_VARCHAR:
        return std::string(m_column.text(row));
    default:
        return "(a value of a type that cannot be shown; cast it to STRING)";
    }
}

std::string CellText::json(std::size_t row) const {
    if (m_column.isNull(row))
        return "null";
    std::string out;
    const auto add = [&out](std::string_view piece) {
        out += out.empty() ? "" : ",";
        out += piece;
    };
    switch (m_type->id) {
    case DUCKDB_TYPE_LIST: {
        const auto range = m_column.range(row);
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            add(m_children[0].json(i));
        return '[' + out + ']';
    }
    case DUCKDB_TYPE_MAP: {
        const auto range = m_column.range(row);
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            add(jsonString(m_children[0].text(i)) + ':' + m_children[1].json(i));
        return '{' + out + '}';
    }
    case DUCKDB_TYPE_STRUCT:
        for (std::size_t i = 0; i < m_children.size(); ++i)
            add(jsonString(m_type->fieldNames[i]) + ':' + m_children[i].json(row));
        return '{' + out + '}';
    default: {
        const std::string written = text(row);
        if (m_type->isJson)
            return written;
        const bool bare = m_type->id == DUCKDB_TYPE_BOOLEAN || isNumber();
        // JSON knows no NaN and no infinity.
        const bool finite = written.find_first_of("ni") == std::string::npos;
        return bare && (finite || m_type->id == DUCKDB_TYPE_BOOLEAN) ? written : jsonString(written);
    }
    }
}

} // namespace spanglass
