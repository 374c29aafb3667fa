#include "services/practice/catalog/SparkType.h"

#include "services/net/HttpMessage.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass::practice {

namespace {

using Type = SqlToken::Type;

struct Simple {
    std::string_view word; ///< as type_text has it
    std::string_view alias; ///< another word for it; empty when there is none
    std::string_view name; ///< type_name (C: sdk-py catalog.py ColumnTypeName)
    std::string_view json;
    std::string_view duck;
};
constexpr Simple Simples[]{{"string", "varchar", "STRING", "string", "VARCHAR"},
    {"bigint", "long", "LONG", "long", "BIGINT"}, {"int", "integer", "INT", "integer", "INTEGER"},
    {"smallint", "short", "SHORT", "short", "SMALLINT"}, {"tinyint", "byte", "BYTE", "byte", "TINYINT"},
    {"double", "", "DOUBLE", "double", "DOUBLE"}, {"float", "real", "FLOAT", "float", "FLOAT"},
    {"boolean", "", "BOOLEAN", "boolean", "BOOLEAN"}, {"date", "", "DATE", "date", "DATE"},
    {"timestamp", "", "TIMESTAMP", "timestamp", "TIMESTAMP"},
    {"timestamp_ntz", "", "TIMESTAMP_NTZ", "timestamp_ntz", "TIMESTAMP"}, {"binary", "", "BINARY", "binary", "BLOB"},
    {"variant", "", "VARIANT", "variant", "JSON"}};

const Simple* findSimple(std::string_view word) {
    for (const Simple& each : Simples) {
        if (each.word == word || (!each.alias.empty() && each.alias == word))
            return &each;
    }
    return nullptr;
}

void skipBlanks(const std::vector<SqlToken>& tokens, std::size_t& at) {
    while (at < tokens.size() && tokens[at].type == Type::Blank)
        ++at;
}

bool take(const std::vector<SqlToken>& tokens, std::size_t& at, std::string_view symbol) {
    skipBlanks(tokens, at);
    if (at >= tokens.size() || !tokens[at].isSymbol(symbol))
        return false;
    ++at;
    return true;
}

bool takeWord(const std::vector<SqlToken>& tokens, std::size_t& at, std::string_view word) {
    skipBlanks(tokens, at);
    if (at >= tokens.size() || !tokens[at].isWord(word))
        return false;
    ++at;
    return true;
}

std::string quotedName(const std::string& name) {
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

} // namespace

std::optional<SparkType> SparkType::parse(std::string_view text) {
    const auto tokens = sqlTokens(text);
    std::size_t at = 0;
    auto type = read(tokens, at);
    skipBlanks(tokens, at);
    return at == tokens.size() ? type : std::nullopt;
}

std::optional<SparkType> SparkType::read(const std::vector<SqlToken>& tokens, std::size_t& at) {
    skipBlanks(tokens, at);
    if (at >= tokens.size() || tokens[at].type != Type::Word)
        return std::nullopt;
    SparkType type;
    type.m_word = lowerCased(tokens[at++].text);
    const auto child = [&] {
        if (auto inner = read(tokens, at)) {
            type.m_children.push_back(*std::move(inner));
            return true;
        }
        return false;
    };
    if (type.m_word == "array")
        return take(tokens, at, "<") && child() && take(tokens, at, ">") ? std::optional(type) : std::nullopt;
    if (type.m_word == "map")
        return take(tokens, at, "<") && child() && take(tokens, at, ",") && child() && take(tokens, at, ">")
            ? std::optional(type)
            : std::nullopt;
    if (type.m_word == "struct") {
        if (!take(tokens, at, "<"))
            return std::nullopt;
        while (!take(tokens, at, ">")) {
            if (!type.m_fields.empty() && !take(tokens, at, ","))
                return std::nullopt;
            skipBlanks(tokens, at);
            if (at >= tokens.size() || (tokens[at].type != Type::Word && tokens[at].type != Type::Identifier))
                return std::nullopt;
            Field field;
            field.name
                = tokens[at].type == Type::Identifier ? sqlUnquoted(tokens[at].text) : std::string(tokens[at].text);
            ++at;
            take(tokens, at, ":");
            if (!child())
                return std::nullopt;
            if (takeWord(tokens, at, "not"))
                field.nullable = !takeWord(tokens, at, "null");
            if (takeWord(tokens, at, "comment")) {
                skipBlanks(tokens, at);
                if (at >= tokens.size() || tokens[at].type != Type::String)
                    return std::nullopt;
                field.comment = sqlUnquoted(tokens[at++].text);
            }
            type.m_fields.push_back(std::move(field));
        }
        return type;
    }
    if (type.m_word == "decimal" || type.m_word == "dec" || type.m_word == "numeric") {
        type.m_word = "decimal";
        type.m_precision = "(10,0)";
        if (take(tokens, at, "(")) {
            type.m_precision = "(";
            while (at < tokens.size() && !tokens[at].isSymbol(")")) {
                if (tokens[at].type != Type::Blank)
                    type.m_precision += tokens[at].text;
                ++at;
            }
            ++at;
            type.m_precision += type.m_precision.find(',') == std::string::npos ? ",0)" : ")";
        }
        return type;
    }
    const Simple* simple = findSimple(type.m_word);
    if (!simple)
        return std::nullopt;
    type.m_word = simple->word;
    if (type.m_word == "string" && take(tokens, at, "(")) { // VARCHAR(255): the length is not kept
        while (at < tokens.size() && !take(tokens, at, ")"))
            ++at;
    }
    return type;
}

std::string SparkType::text() const {
    std::string inner;
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        inner += i > 0 ? "," : "";
        if (!m_fields.empty())
            inner += m_fields[i].name + ':';
        inner += m_children[i].text();
    }
    return m_word + m_precision + (m_children.empty() ? "" : '<' + inner + '>');
}

std::string SparkType::name() const {
    if (const Simple* simple = findSimple(m_word))
        return std::string(simple->name);
    std::string upper = m_word;
    std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c - 32); });
    return upper;
}

nlohmann::json SparkType::json() const {
    if (m_word == "array")
        return {{"type", "array"}, {"elementType", m_children[0].json()}, {"containsNull", true}};
    if (m_word == "map")
        return {{"type", "map"}, {"keyType", m_children[0].json()}, {"valueType", m_children[1].json()},
            {"valueContainsNull", true}};
    if (m_word == "struct") {
        auto fields = nlohmann::json::array();
        for (std::size_t i = 0; i < m_children.size(); ++i)
            fields.push_back({{"name", m_fields[i].name}, {"type", m_children[i].json()},
                {"nullable", m_fields[i].nullable}, {"metadata", nlohmann::json::object()}});
        return {{"type", "struct"}, {"fields", fields}};
    }
    const Simple* simple = findSimple(m_word);
    return simple ? std::string(simple->json) : m_word + m_precision;
}

nlohmann::json SparkType::structure() const {
    if (m_word == "array")
        return nlohmann::json::array({m_children[0].structure()});
    if (m_word != "struct")
        return duck();
    auto fields = nlohmann::json::object();
    for (std::size_t i = 0; i < m_children.size(); ++i)
        fields[m_fields[i].name] = m_children[i].structure();
    return fields;
}

std::string SparkType::duck() const {
    if (m_word == "array")
        return m_children[0].duck() + "[]";
    if (m_word == "map")
        return "MAP(" + m_children[0].duck() + ", " + m_children[1].duck() + ')';
    if (m_word == "struct") {
        std::string fields;
        for (std::size_t i = 0; i < m_children.size(); ++i)
            fields += (i > 0 ? ", " : "") + quotedName(m_fields[i].name) + ' ' + m_children[i].duck();
        return "STRUCT(" + fields + ')';
    }
    const Simple* simple = findSimple(m_word);
    return simple ? std::string(simple->duck) : "DECIMAL" + m_precision;
}

} // namespace spanglass::practice
