#include "services/auth/IniDocument.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString DefaultSection = u"DEFAULT"_s;

bool isQuote(QChar c) { return c == u'"' || c == u'\'' || c == u'`'; }

/// A blank, then # or ;.
qsizetype commentAt(QStringView text, qsizetype from) {
    for (qsizetype i = from; i + 1 < text.size(); ++i)
        if (text[i].isSpace() && (text[i + 1] == u'#' || text[i + 1] == u';'))
            return i;
    return text.size();
}

/// How `value` is written so that it reads back the same.
QString written(const QString& value) {
    const bool bare = value.isEmpty()
        || (!value.front().isSpace() && !value.back().isSpace() && !isQuote(value.front())
            && commentAt(value, 0) == value.size() && value.front() != u'#' && value.front() != u';');
    if (bare)
        return value;
    for (const QChar quote : {u'"', u'`', u'\''})
        if (!value.contains(quote))
            return quote + value + quote;
    return value;
}

bool isOneLine(const QString& text) { return !text.contains(u'\n') && !text.contains(u'\r'); }

} // namespace

IniDocument::Line IniDocument::readLine(const QString& text, const QString& section) {
    Line line{text, section};
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.startsWith(u'#') || trimmed.startsWith(u';'))
        return line;
    if (trimmed.startsWith(u'[')) {
        if (const qsizetype end = trimmed.indexOf(u']'); end > 1) {
            line.heading = true;
            line.section = trimmed.mid(1, end - 1).trimmed();
        }
        return line;
    }
    qsizetype mark = text.indexOf(u'=');
    if (const qsizetype colon = text.indexOf(u':'); colon >= 0 && (mark < 0 || colon < mark))
        mark = colon;
    if (mark < 1)
        return line;
    line.key = text.left(mark).trimmed().toLower();
    qsizetype begin = mark + 1;
    while (begin < text.size() && text[begin].isSpace())
        ++begin;
    line.valueAt = begin;
    if (begin < text.size() && isQuote(text[begin])) {
        if (const qsizetype end = text.indexOf(text[begin], begin + 1); end > begin) {
            line.valueEnd = end + 1;
            line.value = text.mid(begin + 1, end - begin - 1);
            return line;
        }
    }
    // The blank before a comment may be the one right after the mark.
    qsizetype end = commentAt(text, std::max<qsizetype>(mark + 1, begin - 1));
    end = std::max(end, begin);
    while (end > begin && text[end - 1].isSpace())
        --end;
    line.valueEnd = end;
    line.value = text.mid(begin, end - begin);
    if (line.value.startsWith(u'#') || line.value.startsWith(u';')) {
        line.valueEnd = begin;
        line.value.clear();
    }
    return line;
}

QString IniDocument::lineEnd() const { return m_windowsLineEnds ? u"\r"_s : QString(); }

IniDocument IniDocument::parse(const QByteArray& utf8) {
    IniDocument out;
    out.m_byteOrderMark = utf8.startsWith("\xEF\xBB\xBF"); // decoding drops it
    QString text = QString::fromUtf8(utf8);
    if (text.isEmpty())
        return out;
    out.m_windowsLineEnds = text.contains("\r\n"_L1);
    out.m_endsWithLineEnd = text.endsWith(u'\n');
    if (out.m_endsWithLineEnd)
        text.chop(1);
    QString section = DefaultSection;
    for (const QString& one : text.split(u'\n')) {
        out.m_lines += readLine(one, section);
        section = out.m_lines.back().section;
    }
    return out;
}

QByteArray IniDocument::toUtf8() const {
    QString out = m_byteOrderMark ? QString(QChar::ByteOrderMark) : QString();
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        out += m_lines[i].text;
        if (i + 1 < m_lines.size() || m_endsWithLineEnd)
            out += u'\n';
    }
    return out.toUtf8();
}

QStringList IniDocument::sections() const {
    QStringList out;
    for (const Line& line : m_lines)
        if ((line.heading || !line.key.isEmpty()) && !out.contains(line.section))
            out += line.section;
    return out;
}

bool IniDocument::hasSection(const QString& section) const { return sections().contains(section); }

QList<std::pair<QString, QString>> IniDocument::values(const QString& section) const {
    QList<std::pair<QString, QString>> out;
    for (const Line& line : m_lines) {
        if (line.key.isEmpty() || line.section != section)
            continue;
        out.removeIf([&](const auto& earlier) { return earlier.first == line.key; });
        out.append({line.key, line.value});
    }
    return out;
}

std::optional<QString> IniDocument::value(const QString& section, const QString& key) const {
    for (auto line = m_lines.crbegin(); line != m_lines.crend(); ++line)
        if (!line->key.isEmpty() && line->section == section && line->key == key.toLower())
            return line->value;
    return std::nullopt;
}

qsizetype IniDocument::placeIn(const QString& section) const {
    for (qsizetype i = m_lines.size(); i-- > 0;)
        if (m_lines[i].section == section && (m_lines[i].heading || !m_lines[i].key.isEmpty()))
            return i + 1;
    return -1;
}

bool IniDocument::setValue(const QString& section, const QString& key, const QString& value) {
    if (section.isEmpty() || key.isEmpty() || !isOneLine(section + key + value) || section.contains(u']')
        || key.contains(u'=') || key.contains(u':') || readLine(key + u'=' + written(value), section).value != value)
        return false;
    for (qsizetype i = m_lines.size(); i-- > 0;) {
        Line& line = m_lines[i];
        if (line.key != key.toLower() || line.section != section)
            continue;
        QString text = line.text;
        line = readLine(text.replace(line.valueAt, line.valueEnd - line.valueAt, written(value)), section);
        return true;
    }
    qsizetype at = placeIn(section);
    if (at < 0) {
        if (!m_lines.isEmpty() && !m_lines.back().text.trimmed().isEmpty())
            m_lines += Line{lineEnd(), m_lines.back().section};
        m_lines += readLine(u'[' + section + u']' + lineEnd(), section);
        m_endsWithLineEnd = true;
        at = m_lines.size();
    }
    m_lines.insert(at, readLine(key + u" = "_s + written(value) + lineEnd(), section));
    return true;
}

bool IniDocument::removeValue(const QString& section, const QString& key) {
    return m_lines.removeIf([&](const Line& line) { return line.key == key.toLower() && line.section == section; }) > 0;
}

bool IniDocument::removeSection(const QString& section) {
    return m_lines.removeIf([&](const Line& line) {
        return line.section == section && (line.heading || !line.key.isEmpty());
    }) > 0;
}

} // namespace spanglass
