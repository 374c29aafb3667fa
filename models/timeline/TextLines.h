#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace spanglass {

/// A long text cut into lines that fit a number of columns, with foldable JSON blocks. Holds positions only, so ten
/// megabytes are laid out in milliseconds. A column is one UTF-16 unit.
class TextLines {
public:
    struct Line {
        qsizetype from = 0;
        std::int32_t length = 0;
        bool isStart = true; ///< false: goes on from the line above
    };

    void setText(QString text);
    void setColumns(int columns);
    const QString& text() const { return m_text; }

    qsizetype count() const { return static_cast<qsizetype>(m_shown.size()); }
    const Line& at(qsizetype shown) const { return m_lines[m_shown[static_cast<std::size_t>(shown)]]; }
    QStringView view(qsizetype shown) const;
    /// 1-based number of the text's own line; several lines on screen may share it.
    qsizetype numberOf(qsizetype shown) const { return m_numbers[m_shown[static_cast<std::size_t>(shown)]]; }

    /// Ends with an opening bracket whose closing one is on a later line.
    bool canFold(qsizetype shown) const;
    bool isFolded(qsizetype shown) const;
    void toggleFold(qsizetype shown);

    /// The shown line that holds a position of the text, unfolding what hides it.
    qsizetype reveal(qsizetype position);

private:
    void cut();
    void rebuild();
    std::uint32_t foldEnd(std::uint32_t line) const;
    int indentOf(std::uint32_t line) const;

    QString m_text;
    int m_columns = 120;
    std::vector<Line> m_lines;
    std::vector<std::uint32_t> m_numbers;
    std::vector<std::uint32_t> m_shown;
    std::vector<qsizetype> m_folds; ///< positions where folded lines begin, sorted
};

} // namespace spanglass
