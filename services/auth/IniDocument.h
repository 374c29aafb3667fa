#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace spanglass {

/// An INI file as the Databricks tools read it, which comes out as it went in except for what was changed: comments,
/// unknown keys, order, blank lines and line ends stay. A comment line begins with # or ;, a comment behind a value
/// needs a blank before the mark. Section names keep their case, keys are found in any case. What stands before the
/// first section belongs to DEFAULT (databricks-api.md 1.6, after sdk-go config/config_file.go).
class IniDocument {
public:
    static IniDocument parse(const QByteArray& utf8);
    QByteArray toUtf8() const;

    QStringList sections() const; ///< in the file's order, each once
    bool hasSection(const QString& section) const;
    /// Key (lower case) and value of every line of the section; of a key given twice the last counts.
    QList<std::pair<QString, QString>> values(const QString& section) const;
    std::optional<QString> value(const QString& section, const QString& key) const;

    /// False, and nothing is changed, when a name or the value cannot stand in such a file (line ends, brackets).
    bool setValue(const QString& section, const QString& key, const QString& value);
    bool removeValue(const QString& section, const QString& key);
    /// With its heading, not with comments that stand above it.
    bool removeSection(const QString& section);

private:
    struct Line {
        QString text; ///< as it stands, without the line feed
        QString section;
        bool heading = false;
        QString key = {}; ///< lower case; empty for headings, comments and lines that are neither
        QString value = {};
        qsizetype valueAt = 0; ///< where the value begins in `text`
        qsizetype valueEnd = 0;
    };

    static Line readLine(const QString& text, const QString& section);
    /// What a new line has before its line feed.
    QString lineEnd() const;
    /// Where a new key of the section goes: behind its last one, or -1 without such a section.
    qsizetype placeIn(const QString& section) const;

    QList<Line> m_lines;
    bool m_byteOrderMark = false;
    bool m_windowsLineEnds = false;
    bool m_endsWithLineEnd = true;
};

} // namespace spanglass
