#include "ui/common/Icons.h"

#include "ui/common/IconEngine.h"

// Q_INIT_RESOURCE declares a function and so must stand outside any namespace. Resources of a static library are not
// found without it.
static void initIconResources() { Q_INIT_RESOURCE(icons); }

namespace spanglass {

namespace {

QIcon make(QLatin1StringView name, std::optional<QColor> tint) {
    static const bool initialised = (initIconResources(), true);
    Q_UNUSED(initialised)
    return QIcon(new IconEngine(name, std::move(tint)));
}

} // namespace

QIcon themedIcon(QLatin1StringView name) { return make(name, {}); }

QIcon themedIcon(QLatin1StringView name, const QPalette& palette) {
    return make(name, palette.color(QPalette::ButtonText));
}

QIcon tintedIcon(QLatin1StringView name, const QColor& color) { return make(name, color); }

QIcon applicationIcon() { return make(QLatin1StringView("spanglass"), {}); }

} // namespace spanglass
