#include "models/common/TextTemplate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

bool isMarked(QStringView line) { return line.startsWith(u"[?") || line.startsWith(u"[!"); }

/// In one pass, so that nothing in a value is taken for a name.
QString withValues(QStringView text, const QList<TemplateValue>& values) {
    QString out;
    while (!text.isEmpty()) {
        const qsizetype open = text.indexOf(u'{');
        if (open < 0)
            return out += text;
        out += text.first(open);
        text = text.sliced(open);
        const qsizetype close = text.indexOf(u'}');
        const auto name = close < 0 ? QStringView() : text.sliced(1, close - 1);
        const auto found = std::ranges::find_if(
            values, [&](const TemplateValue& each) { return !name.isEmpty() && name == each.name; });
        if (found == values.end()) {
            out += u'{';
            text = text.sliced(1);
        } else {
            out += found->value;
            text = text.sliced(close + 1);
        }
    }
    return out;
}

} // namespace

QString filledTemplate(const QString& text, const QList<TemplateValue>& values, const QStringList& marks) {
    QString kept;
    for (QStringView line : QStringView(text).split(u'\n')) {
        bool wanted = true;
        for (; isMarked(line); line = line.sliced(line.indexOf(u']') + 1)) {
            const bool there = marks.contains(line.sliced(2, line.indexOf(u']') - 2));
            wanted = wanted && there == (line[1] == u'?');
        }
        if (wanted)
            kept += line + u'\n';
    }
    kept.chop(1);
    return withValues(kept, values);
}

QString inDoubleQuotes(const QString& value) {
    QString out;
    for (const QChar c : value) {
        if (c < u' ')
            continue;
        if (c == u'"' || c == u'\\')
            out += u'\\';
        out += c;
    }
    return out;
}

} // namespace spanglass
