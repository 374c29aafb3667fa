#pragma once

#include <QString>

namespace spanglass {

/// `text` as a tooltip that shows it as it is. Tooltips guess at markup, and what spans and senders tell is not ours.
inline QString plainToolTip(const QString& text) {
    using namespace Qt::StringLiterals;
    return text.isEmpty() ? QString() : "<qt>"_L1 + text.toHtmlEscaped().replace(u'\n', "<br>"_L1) + "</qt>"_L1;
}

} // namespace spanglass
