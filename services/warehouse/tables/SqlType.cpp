#include "services/warehouse/tables/SqlType.h"

#include <array>
#include <utility>

namespace spanglass {

namespace {

using Kind = SqlType::Kind;

constexpr int MaxDepth = 32;

constexpr std::array<std::pair<QStringView, Kind>, 24> Names{{
    {u"string", Kind::Text},
    {u"varchar", Kind::Text},
    {u"char", Kind::Text},
    {u"bigint", Kind::Integer},
    {u"long", Kind::Integer},
    {u"int", Kind::Integer},
    {u"integer", Kind::Integer},
    {u"smallint", Kind::Integer},
    {u"short", Kind::Integer},
    {u"tinyint", Kind::Integer},
    {u"byte", Kind::Integer},
    {u"double", Kind::Real},
    {u"float", Kind::Real},
    {u"real", Kind::Real},
    {u"decimal", Kind::Decimal},
    {u"boolean", Kind::Boolean},
    {u"binary", Kind::Binary},
    {u"timestamp", Kind::Timestamp},
    {u"timestamp_ntz", Kind::Timestamp},
    {u"date", Kind::Date},
    {u"variant", Kind::Variant},
    {u"array", Kind::Array},
    {u"map", Kind::Map},
    {u"struct", Kind::Struct},
}};

Kind kindOf(QStringView word) {
    for (const auto& [name, kind] : Names) {
        if (name.compare(word, Qt::CaseInsensitive) == 0)
            return kind;
    }
    return Kind::Other;
}

class Parser {
public:
    explicit Parser(QStringView text)
        : m_text(text) { }

    SqlType whole() {
        SqlType type = next(0);
        skipBlanks();
        if (m_failed || m_at != m_text.size())
            type = {};
        type.text = m_text.toString();
        return type;
    }

private:
    void skipBlanks() {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    bool accept(QChar c) {
        skipBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    QStringView word() {
        skipBlanks();
        const qsizetype start = m_at;
        if (accept(u'`')) {
            while (m_at < m_text.size() && m_text[m_at] != u'`')
                ++m_at;
            const QStringView name = m_text.sliced(start + 1, m_at - start - 1);
            m_failed = m_failed || !accept(u'`');
            return name;
        }
        while (
            m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_' || m_text[m_at] == u'-'))
            ++m_at;
        m_failed = m_failed || m_at == start;
        return m_text.sliced(start, m_at - start);
    }
    /// "(10,2)" after decimal, and "NOT NULL" or a comment after a field: no part of the kind.
    void skipDetails() {
        if (accept(u'(')) {
            while (m_at < m_text.size() && m_text[m_at] != u')')
                ++m_at;
            m_failed = m_failed || !accept(u')');
        }
        skipBlanks();
        while (m_at < m_text.size() && m_text[m_at] != u',' && m_text[m_at] != u'>')
            ++m_at;
    }

    SqlType next(int depth) {
        SqlType type;
        skipBlanks();
        const qsizetype start = m_at;
        type.kind = kindOf(word());
        if (depth > MaxDepth)
            m_failed = true;
        if (type.isNested() && !m_failed && accept(u'<') && !accept(u'>')) {
            do {
                if (type.kind == Kind::Struct) {
                    type.names += word().toString();
                    (void)accept(u':');
                }
                type.parts.push_back(next(depth + 1));
            } while (!m_failed && accept(u','));
            m_failed = m_failed || !accept(u'>');
        }
        skipDetails();
        type.text = m_text.sliced(start, m_at - start).trimmed().toString();
        return type;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace

SqlType SqlType::parse(QStringView text) { return Parser(text).whole(); }

const SqlType* SqlType::field(QStringView path) const {
    const SqlType* type = this;
    for (const QStringView name : path.split(u'.', Qt::SkipEmptyParts)) {
        while (type->kind == Kind::Array && !type->parts.empty())
            type = &type->parts.front();
        qsizetype index = 0;
        while (index < type->names.size() && name.compare(type->names[index], Qt::CaseInsensitive) != 0)
            ++index;
        if (index == type->names.size())
            return nullptr;
        type = &type->parts[static_cast<std::size_t>(index)];
    }
    return type;
}

} // namespace spanglass
