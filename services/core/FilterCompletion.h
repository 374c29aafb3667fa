#pragma once

#include "services/core/Filter.h"

namespace spanglass {

/// What is being typed at the cursor of a filter box, and what an accepted completion replaces.
struct FilterCursor {
    enum class Part : std::uint8_t {
        Field, ///< a field, an attribute key, a keyword, or free text
        Operator, ///< after a field
        Value, ///< after an operator
        Quote, ///< free text in quotes: nothing to offer
    };

    Part part = Part::Field;
    bool afterCondition = false; ///< Field: AND and OR can stand here
    FilterField field = FilterField::Name; ///< Operator, Value: the left side
    QString key; ///< of an Attribute
    FilterOp op = FilterOp::Equal; ///< Value
    QString prefix; ///< what stands before the cursor, unquoted
    qsizetype position = 0; ///< the range to replace, in UTF-16 units
    qsizetype length = 0;
};

/// Works on text that is not finished or not right. `cursor` is clamped into the text.
FilterCursor filterCursor(QStringView text, qsizetype cursor);

} // namespace spanglass
