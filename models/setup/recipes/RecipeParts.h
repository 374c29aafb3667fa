#pragma once

#include <QString>

namespace spanglass {

/// `text` with each line "[+name]" replaced by the part of that name, which several recipes share.
QString withRecipeParts(const QString& text);
/// The same for notes, whose parts are shown in the language of the program.
QString withNoteParts(const QString& text);

} // namespace spanglass
