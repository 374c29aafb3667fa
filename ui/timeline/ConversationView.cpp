#include "ui/timeline/ConversationView.h"

#include "models/common/Quantity.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TraceHeader.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMouseEvent>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr qsizetype ShownCharacters = 20'000; // of one piece
constexpr qsizetype AllCharacters = 500'000; // what the document lays out at once
constexpr std::size_t ShownBlocks = 500;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(spanglass::ConversationView)
};

QString capital(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

QString blockTitle(const LlmBlock& block, int documentNumber) {
    switch (block.part) {
    case LlmBlock::Part::System:
        return Tr::tr("System");
    case LlmBlock::Part::Input:
        return block.who.isEmpty() ? Tr::tr("Input") : capital(block.who);
    case LlmBlock::Part::Output:
        return block.who.isEmpty() ? Tr::tr("Output") : capital(block.who);
    case LlmBlock::Part::ToolCall:
        return block.who.isEmpty() ? Tr::tr("Tool call") : Tr::tr("Tool call: %1").arg(block.who);
    case LlmBlock::Part::ToolResult:
        return block.who.isEmpty() ? Tr::tr("Tool result") : Tr::tr("Tool result: %1").arg(block.who);
    case LlmBlock::Part::Document:
        return block.who.isEmpty() ? Tr::tr("Document %1").arg(documentNumber)
                                   : Tr::tr("Document %1: %2").arg(QString::number(documentNumber), block.who);
    }
    return {};
}

ConversationView::ConversationView(QWidget* parent)
    : QPlainTextEdit(parent) {
    setObjectName(u"conversation"_s);
    setAccessibleName(tr("Messages"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(12);
    setUndoRedoEnabled(false);
}

void ConversationView::setContent(LlmContent content) {
    m_content = std::move(content);
    write();
}

void ConversationView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_content.isEmpty())
        write();
}

void ConversationView::write() {
    clear();
    m_starts.clear();
    const ThemeColors& colors = themeColors(palette());
    m_rest = 0;
    QTextCursor cursor(document());
    cursor.beginEditBlock(); // or every piece would lay out all before it
    QTextCharFormat heading;
    heading.setFontWeight(QFont::DemiBold);
    QTextCharFormat muted;
    muted.setForeground(colors.mutedText);
    QTextCharFormat body;
    body.setForeground(palette().color(QPalette::Text));
    QTextCharFormat code = body;
    code.setFont(fixedFont(font()));

    QStringList summary;
    for (const QString& part : {m_content.type, m_content.model, tokenText(m_content.tokens)})
        if (!part.isEmpty())
            summary += part;
    cursor.insertText(summary.join(u"   "_s), muted);
    int documents = 0;
    for (const LlmBlock& block : m_content.blocks) {
        if (m_starts.size() == ShownBlocks || cursor.position() > AllCharacters) {
            m_rest = m_content.blocks.size() - m_starts.size();
            break;
        }
        documents += block.part == LlmBlock::Part::Document;
        cursor.insertText(cursor.position() > 0 ? u"\n\n"_s : QString(), body);
        m_starts.push_back(cursor.position());
        heading.setForeground(block.part == LlmBlock::Part::Output || block.part == LlmBlock::Part::ToolCall
                ? colors.accent
                : palette().color(QPalette::Text));
        cursor.insertText(blockTitle(block, documents), heading);
        cursor.insertText(u"\n"_s, body);
        const bool json = block.text.startsWith(u'{') || block.text.startsWith(u'[');
        cursor.insertText(block.text.left(ShownCharacters), json ? code : body);
        if (block.text.size() > ShownCharacters)
            cursor.insertText(tr("\n… %1 more characters: double-click to read all")
                                  .arg(QLocale().toString(block.text.size() - ShownCharacters)),
                muted);
    }
    if (m_rest > 0) {
        cursor.insertText(u"\n\n"_s, body);
        m_starts.push_back(cursor.position());
        cursor.insertText(counted(m_rest, tr("… %1 more message: double-click to read all of them"),
                              tr("… %1 more messages: double-click to read all of them")),
            muted);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

QString ConversationView::everything() const {
    QString all;
    int documents = 0;
    for (const LlmBlock& block : m_content.blocks) {
        documents += block.part == LlmBlock::Part::Document;
        all += blockTitle(block, documents) + u'\n' + block.text + u"\n\n"_s;
    }
    return all;
}

void ConversationView::mouseDoubleClickEvent(QMouseEvent* event) {
    const int position = cursorForPosition(event->position().toPoint()).position();
    const auto after = std::ranges::upper_bound(m_starts, position);
    const auto index = after - m_starts.begin() - 1;
    if (m_rest > 0 && after == m_starts.end()) {
        Q_EMIT readRequested(tr("Messages"), everything());
        return;
    }
    if (index >= 0 && m_content.blocks[static_cast<std::size_t>(index)].text.size() > ShownCharacters) {
        const LlmBlock& block = m_content.blocks[static_cast<std::size_t>(index)];
        Q_EMIT readRequested(blockTitle(block, static_cast<int>(index) + 1), block.text);
        return;
    }
    QPlainTextEdit::mouseDoubleClickEvent(event);
}

} // namespace spanglass
