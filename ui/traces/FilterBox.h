#pragma once

#include "models/traces/FilterCompletions.h"
#include "models/traces/TraceFilter.h"

#include <QLineEdit>

class QCompleter;

namespace spanglass {

/// Where a filter is typed: completes what is at the cursor and underlines what cannot be read.
class FilterBox final : public QLineEdit {
    Q_OBJECT
public:
    FilterBox(TraceFilter& filter, SpanSource& source, QWidget* parent = nullptr);

    /// Replaces the text as if it had been typed and entered.
    void enter(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void complete();
    void accept(int row);
    bool isCompleting() const;

    TraceFilter& m_filter;
    FilterCompletions m_completions;
    QCompleter* m_completer;
    bool m_typing = false; ///< completions are wanted: keys were typed since the popup was last closed
};

} // namespace spanglass
