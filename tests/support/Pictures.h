#pragma once

#include <QDir>
#include <QImage>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace spanglass {

/// Keeps a picture of `widget` for a person to look at in the folder that SPANGLASS_PICTURES names; does nothing
/// without one.
inline void savePicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("SPANGLASS_PICTURES");
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return;
    QTest::qWait(1); // lets layouts settle
    widget.grab().toImage().save(folder + QLatin1Char('/') + name.toLower().replace(QLatin1Char(' '), QLatin1Char('-'))
        + QStringLiteral(".png"));
}

} // namespace spanglass
