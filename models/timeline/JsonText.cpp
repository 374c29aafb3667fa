#include "models/timeline/JsonText.h"

#include <QByteArray>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Lays out in one pass without a tree, so that megabytes take milliseconds and nothing of the text is changed.
class Layouter {
public:
    explicit Layouter(QStringView text)
        : m_text(text) { }

    std::optional<QString> run() {
        m_out.reserve(m_text.size() + m_text.size() / 4);
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c.isSpace())
                continue;
            if (m_done)
                return std::nullopt; // text after the end
            if (!step(c))
                return std::nullopt;
        }
        if (!m_done)
            return std::nullopt;
        return std::move(m_out);
    }

private:
    bool step(QChar c) {
        if (c == u'{' || c == u'[') {
            m_open += c;
            m_out += c;
            if (const qsizetype end = afterBlanks(); end < m_text.size() && m_text[end] == closing(c)) {
                m_at = end; // empty: kept on one line
                return close(m_text[end], false);
            }
            newLine();
            return true;
        }
        if (m_open.isEmpty())
            return false;
        switch (c.unicode()) {
        case u'}':
        case u']':
            return close(c, true);
        case u',':
            m_out += c;
            newLine();
            return true;
        case u':':
            m_out += u": "_s;
            return true;
        case u'"':
            return copyString();
        default:
            m_out += c;
            return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
        }
    }

    static QChar closing(QChar open) { return open == u'{' ? u'}' : u']'; }

    bool close(QChar c, bool onNewLine) {
        if (m_open.isEmpty() || closing(m_open.back()) != c)
            return false;
        m_open.chop(1);
        if (onNewLine)
            newLine();
        m_out += c;
        m_done = m_open.isEmpty();
        return true;
    }

    bool copyString() {
        const qsizetype from = m_at;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == u'\\')
                ++m_at;
            else if (m_text[m_at] == u'"') {
                m_out += m_text.mid(from, m_at - from + 1);
                return true;
            }
        }
        return false;
    }

    qsizetype afterBlanks() const {
        qsizetype at = m_at + 1;
        while (at < m_text.size() && m_text[at].isSpace())
            ++at;
        return at;
    }

    void newLine() {
        m_out += u'\n';
        m_out.resize(m_out.size() + 2 * std::min<qsizetype>(m_open.size(), 100), u' ');
    }

    QStringView m_text;
    QString m_out;
    QString m_open; ///< brackets that wait for their end
    qsizetype m_at = 0;
    bool m_done = false;
};

/// Appends until the limit is passed; what is built beyond it is thrown away by the caller.
class ValueWriter {
public:
    ValueWriter(qsizetype limit)
        : m_limit(limit) { }

    void write(const Value& value, int depth = 0) {
        if (m_limit > 0 && out.size() > m_limit)
            return;
        switch (value.type()) {
        case Value::Type::Empty:
            out += u"null"_s;
            break;
        case Value::Type::String:
            out += jsonQuoted(QString::fromUtf8(cut(value.text())));
            break;
        case Value::Type::Bytes:
            out += u'"' + base64(value) + u'"';
            break;
        case Value::Type::Bool:
            out += value.boolean() ? u"true"_s : u"false"_s;
            break;
        case Value::Type::Int:
            out += QString::number(value.integer());
            break;
        case Value::Type::Double:
            out += number(value.real());
            break;
        case Value::Type::Array:
            list(value.items(), u'[', u']', depth, [&](const Value& item) { write(item, depth + 1); });
            break;
        case Value::Type::KeyValues:
            list(value.entries(), u'{', u'}', depth, [&](const Attribute& entry) {
                out += jsonQuoted(textOf(entry.key)) + u": "_s;
                write(entry.value, depth + 1);
            });
            break;
        }
    }

    static QString number(double d) {
        if (!std::isfinite(d))
            return std::isnan(d) ? u"\"NaN\""_s : d > 0 ? u"\"Infinity\""_s : u"\"-Infinity\""_s;
        return QString::number(d, 'g', QLocale::FloatingPointShortest);
    }

    QString base64(const Value& value) const {
        const std::string_view bytes = cut(value.text());
        return QString::fromLatin1(
            QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64());
    }

    std::string_view cut(std::string_view text) const {
        return m_limit > 0 ? text.substr(0, static_cast<std::size_t>(m_limit) * 4) : text;
    }

    QString out;

private:
    template <class Items, class Write> void list(Items items, QChar open, QChar close, int depth, Write writeItem) {
        out += open;
        bool first = true;
        for (const auto& item : items) {
            if (!first)
                out += u", "_s;
            first = false;
            if (depth < 100)
                writeItem(item);
        }
        out += close;
    }

    qsizetype m_limit;
};

} // namespace

bool looksLikeJson(QStringView text) {
    for (const QChar c : text)
        if (!c.isSpace())
            return c == u'{' || c == u'[';
    return false;
}

std::optional<QString> prettyJson(QStringView text) {
    if (!looksLikeJson(text))
        return std::nullopt;
    return Layouter(text).run();
}

QString jsonQuoted(QStringView text) {
    QString out(1, u'"');
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"':
            out += u"\\\""_s;
            break;
        case u'\\':
            out += u"\\\\"_s;
            break;
        case u'\n':
            out += u"\\n"_s;
            break;
        case u'\r':
            out += u"\\r"_s;
            break;
        case u'\t':
            out += u"\\t"_s;
            break;
        default:
            if (c.unicode() < 0x20)
                out += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
            else
                out += c;
        }
    }
    return out + u'"';
}

QString textOf(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

QString valueText(const Value& value, qsizetype limit) {
    ValueWriter writer(limit);
    QString text;
    switch (value.type()) {
    case Value::Type::String:
        text = textOf(writer.cut(value.text()));
        break;
    case Value::Type::Bytes:
        text = writer.base64(value);
        break;
    case Value::Type::Empty:
        break;
    case Value::Type::Double:
        text = ValueWriter::number(value.real()).remove(u'"');
        break;
    default:
        writer.write(value);
        text = std::move(writer.out);
    }
    if (limit > 0 && text.size() > limit)
        text = text.left(limit) + u'…';
    return text;
}

QString valueJson(const Value& value) {
    ValueWriter writer(0);
    writer.write(value);
    return std::move(writer.out);
}

QString valueTypeName(const Value& value) {
    switch (value.type()) {
    case Value::Type::Empty:
        return u"empty"_s;
    case Value::Type::String:
        return u"string"_s;
    case Value::Type::Bool:
        return u"bool"_s;
    case Value::Type::Int:
        return u"int"_s;
    case Value::Type::Double:
        return u"double"_s;
    case Value::Type::Bytes:
        return u"bytes"_s;
    case Value::Type::Array:
        return u"array"_s;
    case Value::Type::KeyValues:
        return u"map"_s;
    }
    return u"empty"_s;
}

} // namespace spanglass
