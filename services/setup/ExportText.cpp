#include "services/setup/ExportText.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QString oneLine(QString text) {
    for (QChar& each : text) {
        const QChar::Category category = each.category();
        if (category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph)
            each = u' ';
    }
    return text;
}

QString exportTitle(const SetupPlan& plan) {
    return oneLine(
        u"Trace tables of %1 in %2.%3, at %4"_s.arg(plan.experimentName, plan.catalog, plan.schema, plan.host));
}

} // namespace spanglass
