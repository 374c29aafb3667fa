#pragma once

#include <QColor>
#include <QIconEngine>
#include <QLatin1StringView>

#include <optional>

namespace spanglass {

/// Paints one SVG of resources/icons, its currentColor replaced by a tint or by the application's text colour.
class IconEngine final : public QIconEngine {
public:
    IconEngine(QLatin1StringView name, std::optional<QColor> tint);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override;
    bool isNull() override;

private:
    QColor color(QIcon::Mode mode) const;
    QPixmap render(const QSize& pixels, QIcon::Mode mode) const;
    QByteArray svg() const;

    QLatin1StringView m_name;
    std::optional<QColor> m_tint;
};

} // namespace spanglass
