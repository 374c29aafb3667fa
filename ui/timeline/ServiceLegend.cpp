#include "ui/timeline/ServiceLegend.h"

#include "models/common/ToolTip.h"
#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int Swatch = 10;
constexpr int SwatchGap = 6;
constexpr int Gap = 16;

} // namespace

ServiceLegend::ServiceLegend(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ServiceLegend::setTrace(const TracePtr& trace) {
    m_names.clear();
    if (trace)
        for (const std::uint32_t service : trace->services())
            m_names += trace->text(service);
    setToolTip(m_names.size() > 1 ? plainToolTip(m_names.mid(0, 40).join(u'\n')) : QString());
    setAccessibleName(tr("Services: %1").arg(m_names.join(u", "_s)));
    update();
}

QSize ServiceLegend::sizeHint() const { return {300, fontMetrics().height() + 4}; }
QSize ServiceLegend::minimumSizeHint() const { return {40, fontMetrics().height() + 4}; }

void ServiceLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    int x = 0;
    for (int i = 0; i < m_names.size(); ++i) {
        const QString rest = u'+' + QString::number(m_names.size() - i);
        const bool last = i + 1 == m_names.size();
        const int keep = last ? 0 : metrics.horizontalAdvance(rest);
        const int room = width() - x - Swatch - SwatchGap - keep;
        const QString name = metrics.elidedText(m_names[i], Qt::ElideMiddle, std::min(room, 220));
        if (room < 36 || (name != m_names[i] && i > 0 && room < 80)) {
            painter.setPen(themeColors(palette()).mutedText);
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, rest);
            return;
        }
        painter.fillRect(x, (height() - Swatch) / 2, Swatch, Swatch, serviceColor(m_names[i], palette()));
        x += Swatch + SwatchGap;
        painter.setPen(palette().color(QPalette::WindowText));
        const int width = metrics.horizontalAdvance(name);
        painter.drawText(QRect(x, 0, width + 2, height()), Qt::AlignVCenter, name);
        x += width + Gap;
    }
}

} // namespace spanglass
