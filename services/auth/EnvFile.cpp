#include "services/auth/EnvFile.h"

#include "services/auth/SmallFile.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxValue = 64 * 1024; ///< after ${...}, which may multiply

class Parser {
public:
    Parser(QString text, const QProcessEnvironment& outside, EnvFile& out)
        : m_text(std::move(text))
        , m_outside(outside)
        , m_out(out) { }

    void run() {
        while (m_at < m_text.size()) {
            readLine();
            skipLine();
        }
    }

private:
    void problem(const QString& message) { m_out.problems += {m_line, message}; }
    QChar here() const { return m_at < m_text.size() ? m_text[m_at] : QChar(u'\n'); }

    void skipBlanks() {
        while (here() == u' ' || here() == u'\t')
            ++m_at;
    }

    void skipLine() {
        while (m_at < m_text.size() && m_text[m_at++] != u'\n') { }
        ++m_line;
    }

    void readLine() {
        skipBlanks();
        if (here() == u'\n' || here() == u'#')
            return;
        QString name = readName();
        if (name == "export"_L1 && (here() == u' ' || here() == u'\t')) {
            skipBlanks();
            name = readName();
        }
        skipBlanks();
        if (name.isEmpty() || here() != u'=')
            return problem(u"The line is no NAME=value"_s);
        ++m_at;
        skipBlanks();
        const QChar quote = here();
        QString value;
        EnvFile::Entry entry;
        entry.name = name;
        entry.line = m_line;
        entry.at = m_at;
        m_references.clear();
        if (quote == u'"' || quote == u'\'') {
            if (!readQuoted(quote, value))
                return problem(u"The quote of the value is not closed"_s);
            entry.length = m_at - entry.at;
        } else {
            const QString bare = readBare();
            entry.length = bare.size();
            value = expanded(bare);
        }
        m_out.values.insert(name, value);
        entry.value = value;
        entry.references = m_references;
        m_out.entries += entry;
    }

    QString readName() {
        const qsizetype begin = m_at;
        while (here().isLetterOrNumber() || here() == u'_' || here() == u'.' || here() == u'-')
            ++m_at;
        return m_text.mid(begin, m_at - begin);
    }

    QString readBare() {
        const qsizetype begin = m_at;
        while (here() != u'\n' && !(here() == u'#' && m_text[m_at - 1].isSpace()))
            ++m_at;
        return m_text.mid(begin, m_at - begin).trimmed();
    }

    /// From the opening quote to behind the closing one; may span lines.
    bool readQuoted(QChar quote, QString& value) {
        const qsizetype begin = m_at++;
        const int firstLine = m_line;
        QString text;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == quote) {
                ++m_at;
                value = quote == u'"' ? expanded(text) : text;
                return true;
            }
            if (c == u'\n')
                ++m_line;
            if (c == u'\\' && m_at + 1 < m_text.size()) {
                text += unescaped(m_text[++m_at], quote);
                continue;
            }
            text += c;
        }
        m_at = begin;
        m_line = firstLine;
        return false;
    }

    static QString unescaped(QChar c, QChar quote) {
        if (c == quote || c == u'\\')
            return c;
        if (quote == u'"' && c == u'n')
            return u"\n"_s;
        if (quote == u'"' && c == u't')
            return u"\t"_s;
        return u'\\' + QString(c);
    }

    QString expanded(const QString& text) {
        static const QRegularExpression variable(u"\\$\\{([^}:]+)(?::-([^}]*))?\\}"_s);
        QString out;
        qsizetype end = 0;
        for (auto found = variable.globalMatch(text); found.hasNext();) {
            const auto match = found.next();
            out += text.mid(end, match.capturedStart() - end);
            const QString name = match.captured(1).trimmed();
            const QString value = m_out.values.contains(name) ? m_out.values.value(name) : m_outside.value(name);
            const QString filled = value.isEmpty() ? match.captured(2) : value;
            m_references += {match.captured(), filled};
            out += filled;
            end = match.capturedEnd();
        }
        out += text.mid(end);
        if (out.size() <= MaxValue)
            return out;
        problem(u"The value is too long with its variables filled in"_s);
        return {};
    }

    const QString m_text;
    const QProcessEnvironment& m_outside;
    EnvFile& m_out;
    QList<std::pair<QString, QString>> m_references; ///< of the value being read
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace

EnvFile EnvFile::parse(const QByteArray& utf8, const QProcessEnvironment& outside) {
    QString text = QString::fromUtf8(utf8);
    text.replace("\r\n"_L1, "\n"_L1);
    EnvFile out;
    Parser(std::move(text), outside, out).run();
    return out;
}

Result<EnvFile> EnvFile::read(const QString& path, const QProcessEnvironment& outside) {
    const auto bytes = readSmallFile(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    return parse(*bytes, outside);
}

} // namespace spanglass
