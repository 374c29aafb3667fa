#include "models/timeline/JsonText.h"

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

} // namespace spanglass
