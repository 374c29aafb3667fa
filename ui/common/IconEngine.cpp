#include "ui/common/IconEngine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace spanglass {

using namespace Qt::StringLiterals;

IconEngine::IconEngine(QLatin1StringView name, std::optional<QColor> tint)
    : m_name(name)
    , m_tint(std::move(tint)) { }

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) {
    const QSize pixels = rect.size() * painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, render(pixels, mode));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) {
    return render(size, mode); // Qt gives the size in device pixels here
}

QIconEngine* IconEngine::clone() const { return new IconEngine(*this); }

bool IconEngine::isNull() { return svg().isEmpty(); }

QColor IconEngine::color(QIcon::Mode mode) const {
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (m_tint)
        return *m_tint;
    return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText);
}

QByteArray IconEngine::svg() const {
    QFile file(u":/icons/"_s + m_name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap IconEngine::render(const QSize& pixels, QIcon::Mode mode) const {
    const QColor tint = color(mode);
    const QString key
        = u"spanglass/%1/%2/%3x%4"_s.arg(m_name, tint.name(QColor::HexArgb)).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg().replace("currentColor", tint.name().toLatin1()));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setOpacity(tint.alphaF());
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace spanglass
