#include "services/core/ShownValue.h"

#include <QByteArray>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Appends until the limit is passed; what is built beyond it is thrown away by the caller.
class ValueWriter {
public:
    explicit ValueWriter(qsizetype limit, bool compact = false)
        : m_limit(limit)
        , m_gap(compact ? QString() : u" "_s) { }

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
                out += jsonQuoted(textOf(entry.key)) + u':' + m_gap;
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
                out += u',' + m_gap;
            first = false;
            if (depth < 100)
                writeItem(item);
        }
        out += close;
    }

    const qsizetype m_limit;
    const QString m_gap; ///< after commas and colons
};

/// Without the quotes of a JSON text.
QString plain(ValueWriter& writer, const Value& value) {
    switch (value.type()) {
    case Value::Type::String:
        return textOf(writer.cut(value.text()));
    case Value::Type::Bytes:
        return writer.base64(value);
    case Value::Type::Empty:
        return {};
    case Value::Type::Double:
        return ValueWriter::number(value.real()).remove(u'"');
    default:
        writer.write(value);
        return std::move(writer.out);
    }
}

} // namespace

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
    QString text = plain(writer, value);
    if (limit > 0 && text.size() > limit)
        text = text.left(limit) + u'…';
    return text;
}

QString compactText(const Value& value) {
    ValueWriter writer(0, true);
    return plain(writer, value);
}

QString valueJson(const Value& value) {
    ValueWriter writer(0);
    writer.write(value);
    return std::move(writer.out);
}

QString valueTypeName(const Value& value) { return valueTypeName(value.type()); }

QString valueTypeName(Value::Type type) {
    switch (type) {
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
